package dev.drydock.maven.module;

import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tests that maven-failsafe-plugin has run, by the summary it leaves. It goes on when they fail, until its goal {@code verify}
 * comes after {@code post-integration-test}.
 */
public final class IntegrationTests {

    private static final String FAILSAFE = "org.apache.maven.plugins:maven-failsafe-plugin";
    private static final String SUMMARY = "failsafe-reports/failsafe-summary.xml";

    private IntegrationTests() {}

    /**
     * Why tests that came after this time have shown nothing. Empty if all went well, or if the project does not use that plugin, so
     * that nothing is known of its tests.
     */
    public static Optional<String> problem(Invocation here, Settings settings, Instant since) throws IOException {
        Optional<OtherPlugin> failsafe = OtherPlugin.of(here.project(), FAILSAFE, "integration-test", settings);
        if (failsafe.isEmpty() || !failsafe.get().used()) {
            return Optional.empty();
        }
        String configured = failsafe.get().text("summaryFile");
        Path target = Path.of(here.project().getBuild().getDirectory());
        return problem(configured.isEmpty() ? target.resolve(SUMMARY) : settings.resolve(configured), since);
    }

    static Optional<String> problem(Path summary, Instant since) throws IOException {
        String text;
        try {
            Instant written = Files.getLastModifiedTime(summary).toInstant();
            text = written.isBefore(since.truncatedTo(ChronoUnit.SECONDS)) ? "" : Files.readString(summary);
        } catch (NoSuchFileException e) {
            text = "";
        }
        int ran = count(text, "completed") - count(text, "skipped");
        int failed = count(text, "errors") + count(text, "failures");
        if (failed > 0) {
            return Optional.of(failed + " of " + count(text, "completed") + " integration tests have failed");
        }
        if (text.contains("timeout=\"true\"")) {
            return Optional.of("the integration tests have not ended in time");
        }
        return ran > 0 ? Optional.empty() : Optional.of("no integration test was run");
    }

    private static int count(String summary, String element) {
        Matcher number =
                Pattern.compile("<" + element + ">(\\d{1,9})</" + element + ">").matcher(summary);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }
}
