package dev.drydock.dockerfile.text;

import java.math.BigDecimal;
import java.util.Locale;

/** Sizes as Docker writes them: {@code 512}, {@code 64k}, {@code 1.5g}, {@code 2 GiB}; a k is 1024. */
public final class ByteSize {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private ByteSize() {}

    public static long parse(String text) throws SyntaxProblem {
        int end = 0;
        while (end < text.length() && (Character.digit(text.charAt(end), 10) >= 0 || text.charAt(end) == '.')) {
            end++;
        }
        String unit = text.substring(end).toLowerCase(Locale.ROOT);
        unit = unit.startsWith(" ") ? unit.substring(1) : unit;
        int power = unit.isEmpty() ? 0 : "bkmgtp".indexOf(unit.charAt(0));
        boolean known = unit.length() <= 1
                || (power > 0
                        && (unit.endsWith("ib")
                                ? unit.length() == 3
                                : unit.substring(1).equals("b")));
        try {
            if (power >= 0 && known && end <= 40) {
                var size = new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(1L << (10 * power)));
                if (size.compareTo(MOST) <= 0) {
                    return size.longValue();
                }
            }
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new SyntaxProblem("\"" + text + "\" is not a size", "Write a number and a unit: 512k, 64m, 1g.");
    }
}
