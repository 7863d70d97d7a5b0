package dev.drydock.advice;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of failure.
 *
 * @param name for tests and for those who look for it
 * @param exitCodes it comes with; empty for any
 * @param patterns one of them is found in the output, {@code ^} and {@code $} being the ends of a line; empty if the code tells all
 * @param advice in which <code>{1}</code> is what the first group of the pattern has taken
 */
record Rule(String name, Set<Integer> exitCodes, List<Pattern> patterns, String advice) {

    /** The advice, if this is such a failure. */
    Optional<String> advice(int exitCode, String output) {
        if (!exitCodes.isEmpty() && !exitCodes.contains(exitCode)) {
            return Optional.empty();
        }
        if (patterns.isEmpty()) {
            return Optional.of(advice);
        }
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(output);
            if (matcher.find()) {
                return Optional.of(filled(matcher));
            }
        }
        return Optional.empty();
    }

    private String filled(Matcher matcher) {
        String text = advice;
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String taken = matcher.group(i);
            text = text.replace("{" + i + "}", taken == null ? "" : taken);
        }
        return text;
    }
}
