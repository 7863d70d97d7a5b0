package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as settings have them: a whole number and a unit, which 0 may do without. */
public final class Amounts {

    private static final String NOTHING = "0";
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})\\s*([a-z]+)");

    private static final Map<String, Duration> TIMES = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private static final Map<String, Long> SIZES = Map.of(
            "b", 1L,
            "k", 1000L,
            "kb", 1000L,
            "m", 1_000_000L,
            "mb", 1_000_000L,
            "g", 1_000_000_000L,
            "gb", 1_000_000_000L,
            "t", 1_000_000_000_000L,
            "tb", 1_000_000_000_000L);

    private Amounts() {}

    /** {@code 90s}, {@code 5min}, {@code 12h}, {@code 30d}, {@code 2w}. */
    public static Duration time(String setting, String text) {
        if (text.strip().equals(NOTHING)) {
            return Duration.ZERO;
        }
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        Duration unit = amount.matches() ? TIMES.get(amount.group(2)) : null;
        if (unit == null) {
            throw BuildFailure.ofBuild(
                    setting + ": '" + text + "' is not a time", "Write a number and a unit: 90s, 5min, 12h, 30d.");
        }
        return unit.multipliedBy(Long.parseLong(amount.group(1)));
    }

    /** {@code 500MB}, {@code 500M}, {@code 20GB}; in powers of a thousand, as they are shown. */
    public static long size(String setting, String text) {
        if (text.strip().equals(NOTHING)) {
            return 0;
        }
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = amount.matches() ? SIZES.get(amount.group(2)) : null;
        if (unit == null) {
            throw BuildFailure.ofBuild(
                    setting + ": '" + text + "' is not a size", "Write a number and a unit: 500MB, 20GB, 1TB.");
        }
        return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
    }
}
