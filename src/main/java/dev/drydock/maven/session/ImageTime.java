package dev.drydock.maven.session;

import dev.drydock.engine.Timestamp;
import dev.drydock.failure.BuildFailure;
import dev.drydock.startup.StartUp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time an image carries: {@code drydock.timestamp}, {@code project.build.outputTimestamp}, {@code SOURCE_DATE_EPOCH},
 * a fixed instant. Written as ISO 8601 with offset, or as seconds since 1970; see Maven's guide to reproducible builds.
 */
@StartUp
public final class ImageTime {

    public static final String OUTPUT_TIMESTAMP = "project.build.outputTimestamp";

    private ImageTime() {}

    /** Whether that value of {@code project.build.outputTimestamp} keeps jars from telling when they were packed. */
    public static boolean isGiven(@Nullable String outputTimestamp) {
        return outputTimestamp != null && !turnsItOff(outputTimestamp);
    }

    /** @param outputTimestamp a single character that is no digit turns it off, as Maven's own plugins have it */
    public static Timestamp of(
            Optional<String> timestamp, Optional<String> outputTimestamp, Optional<String> sourceDateEpoch) {
        if (timestamp.isPresent()) {
            return switch (timestamp.get().toLowerCase(Locale.ROOT)) {
                case "now" -> new Timestamp.Now();
                case "preserve" -> new Timestamp.Preserve();
                default -> new Timestamp.Fixed(instant(timestamp.get(), "drydock.timestamp"));
            };
        }
        if (outputTimestamp.isPresent() && !turnsItOff(outputTimestamp.get())) {
            return new Timestamp.Fixed(instant(outputTimestamp.get(), OUTPUT_TIMESTAMP));
        }
        return new Timestamp.Fixed(
                sourceDateEpoch.isPresent() ? instant(sourceDateEpoch.get(), "SOURCE_DATE_EPOCH") : Timestamp.DEFAULT);
    }

    private static boolean turnsItOff(String outputTimestamp) {
        return outputTimestamp.isEmpty()
                || outputTimestamp.length() == 1 && !Character.isDigit(outputTimestamp.charAt(0));
    }

    private static Instant instant(String text, String origin) {
        try {
            return text.matches("[0-9]+")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text));
        } catch (DateTimeException | NumberFormatException e) {
            throw BuildFailure.ofBuild(
                    origin + ": '" + text + "' is not a point in time",
                    "Write 2026-11-23T00:00:00Z, or seconds since 1970"
                            + (origin.equals("drydock.timestamp") ? ", or now, or preserve." : "."));
        }
    }
}
