package dev.drydock.dockerfile.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Durations as Go's time package reads and prints them, {@code 1h2m3.5s}, the way of HEALTHCHECK. */
public final class GoDuration {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final String HINT = "Write a number and a unit: 500ms, 30s, 1m30s.";
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Both signs Unicode has for micro are known. */
    private static final List<Unit> UNITS = List.of(
            new Unit("ns", 1),
            new Unit("us", MICRO),
            new Unit("\u00B5s", MICRO),
            new Unit("\u03BCs", MICRO),
            new Unit("ms", MILLI),
            new Unit("s", SECOND),
            new Unit("m", MINUTE),
            new Unit("h", HOUR));

    private record Unit(String name, long nanos) {}

    private GoDuration() {}

    public static Duration parse(String text) throws SyntaxProblem {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        var total = BigDecimal.ZERO;
        do {
            int number = 0;
            while (number < rest.length() && (isDigit(rest.charAt(number)) || rest.charAt(number) == '.')) {
                number++;
            }
            var unit = unitAt(rest, number);
            if (unit == null || !isNumber(rest.substring(0, number))) {
                throw new SyntaxProblem("\"" + text + "\" is not a duration", HINT);
            }
            total = total.add(new BigDecimal(rest.substring(0, number)).multiply(BigDecimal.valueOf(unit.nanos)));
            rest = rest.substring(number + unit.name.length());
        } while (!rest.isEmpty());
        if (total.compareTo(LONGEST) > 0) {
            throw new SyntaxProblem("the duration \"" + text + "\" is too long", HINT);
        }
        return Duration.ofNanos(negative ? -total.longValue() : total.longValue());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNumber(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            dots += text.charAt(i) == '.' ? 1 : 0;
        }
        return dots <= 1 && text.length() > dots && text.length() <= 40;
    }

    private static @Nullable Unit unitAt(String text, int at) {
        int end = at;
        while (end < text.length() && !isDigit(text.charAt(end)) && text.charAt(end) != '.') {
            end++;
        }
        String name = text.substring(at, end);
        for (var unit : UNITS) {
            if (unit.name.equals(name)) {
                return unit;
            }
        }
        return null;
    }

    /**
     * As Go prints it.
     *
     * @param duration not negative, less than 292 years
     */
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
