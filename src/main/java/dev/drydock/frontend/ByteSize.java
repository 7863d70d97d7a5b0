package dev.drydock.frontend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as Docker's options take them: a number and b, k, m, g, t or p, in powers of 1024. */
final class ByteSize {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+) ?(b|([kmgtp])(?:i?b)?)?");

    private ByteSize() {}

    /** @throws IllegalArgumentException if text is no such amount */
    static long parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size (such as 64m or 1.5g)");
        }
        String number = form.group(1).startsWith(".") ? "0" + form.group(1) : form.group(1);
        int power = form.group(3) == null ? 0 : " kmgtp".indexOf(form.group(3));
        try {
            return new BigDecimal(number)
                    .multiply(BigDecimal.valueOf(1L << (10 * power)))
                    .setScale(0, RoundingMode.DOWN)
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too much", e);
        }
    }
}
