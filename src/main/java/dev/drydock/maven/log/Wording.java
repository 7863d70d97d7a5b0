package dev.drydock.maven.log;

import dev.drydock.startup.StartUp;
import java.time.Duration;

/** Sizes, times and instructions as lines for people have them. */
@StartUp
public final class Wording {

    private static final int INSTRUCTION_WIDTH = 100;

    private Wording() {}

    /** Decimal units, as Docker prints them: {@code 512 B}, {@code 4.1 kB}, {@code 86 MB}. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < 3);
        return (value < 9.95 ? tenths(Math.round(value * 10)) : String.valueOf(Math.round(value))) + " "
                + "kMGT".charAt(unit) + "B";
    }

    /** {@code 0.3 s}, {@code 42 s}, {@code 3 min 5 s}. */
    public static String time(Duration took) {
        long millis = took.toMillis();
        if (millis < 9_950) {
            return tenths((millis + 50) / 100) + " s";
        }
        return minutes(Math.round(millis / 1000.0));
    }

    /** Whole seconds, of a time that is still going on: {@code 4 s}, {@code 3 min 5 s}. */
    static String seconds(long nanos) {
        return minutes(nanos / 1_000_000_000L);
    }

    private static String minutes(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /** Without a formatter, whose classes take longer to load than many a build has to do. */
    private static String tenths(long number) {
        return number / 10 + "." + number % 10;
    }

    /** An instruction on one line of bearable length. */
    static String instruction(String text) {
        return shortened(text.strip().replaceAll("\\s+", " "), INSTRUCTION_WIDTH);
    }

    /** A line of so many characters at most. */
    static String shortened(String line, int width) {
        return line.length() <= width ? line : line.substring(0, Math.max(0, width - 3)) + "...";
    }
}
