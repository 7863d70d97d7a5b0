package dev.drydock.frontend.value;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go's time package prints them ({@code 1m30s}). */
public final class GoDuration {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;

    private GoDuration() {}

    /** @param duration not negative, less than 292 years */
    public static String print(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < MICRO) {
            return nanos + "ns";
        }
        if (nanos < MILLI) {
            return decimal(nanos, 3) + "µs";
        }
        if (nanos < SECOND) {
            return decimal(nanos, 6) + "ms";
        }
        long minutes = nanos / MINUTE;
        String seconds = decimal(nanos % MINUTE, 9) + "s";
        if (minutes == 0) {
            return seconds;
        }
        String below = minutes % 60 + "m" + seconds;
        return minutes < 60 ? below : minutes / 60 + "h" + below;
    }

    private static String decimal(long value, int places) {
        return BigDecimal.valueOf(value, places).stripTrailingZeros().toPlainString();
    }
}
