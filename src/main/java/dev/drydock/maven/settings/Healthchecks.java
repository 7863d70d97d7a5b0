package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.HEALTHCHECK;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Healthcheck;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code <healthcheck>}: a command, alone or with its times. */
@StartUp
public final class Healthchecks {

    private static final String DURATION = "(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?";

    private Healthchecks() {}

    public static @Nullable Healthcheck of(Settings settings) {
        XmlElement element = settings.nested(HEALTHCHECK).orElse(XmlElement.NONE);
        if (settings.fromUser(HEALTHCHECK) || element.children().isEmpty()) {
            Optional<String> line = settings.lineOf(HEALTHCHECK);
            return line.isPresent() ? ofLine(line.get()) : null;
        }
        String retries = element.textOf("retries");
        if (!retries.matches("\\d{0,6}")) {
            throw BuildFailure.ofBuild(
                    "<retries>" + retries + "</retries> is not a number of retries", "Write 1 or more, such as 3.");
        }
        if (element.textOf("cmd").isEmpty()) {
            throw BuildFailure.ofBuild(
                    "<healthcheck> has no <cmd>",
                    "Write <cmd>curl -f localhost:8080</cmd>, or <healthcheck>none</healthcheck> for no check.");
        }
        return new Healthcheck(
                element.textOf("cmd"),
                duration(element, "interval"),
                duration(element, "timeout"),
                duration(element, "startPeriod"),
                retries.isEmpty() ? 0 : Integer.parseInt(retries));
    }

    private static Healthcheck ofLine(String line) {
        return new Healthcheck(line.equals("none") ? "" : line, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
    }

    private static Duration duration(XmlElement element, String name) {
        String text = element.textOf(name);
        Matcher found = Pattern.compile(DURATION).matcher(text);
        if (!found.matches()) {
            throw BuildFailure.ofBuild(
                    "<" + name + ">" + text + "</" + name + "> is not a duration", "Write 30s, 1m30s or 500ms.");
        }
        return Duration.ofHours(number(found.group(1)))
                .plusMinutes(number(found.group(2)))
                .plusSeconds(number(found.group(3)))
                .plusMillis(number(found.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
