package dev.drydock.frontend;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The name a user may have meant. */
final class Suggestion {

    private static final int TOO_FAR = 3;

    private Suggestion() {}

    /** {@link #nearest} as a question; null if there is none. */
    static @Nullable String hint(String name, Collection<String> options) {
        String nearest = nearest(name, options);
        return nearest == null ? null : "Did you mean '" + nearest + "'?";
    }

    /** The nearest of the options, at most two letters away; null if there is none. */
    static @Nullable String nearest(String name, Collection<String> options) {
        String best = null;
        int bestDistance = TOO_FAR;
        for (String option : options) {
            int distance = distance(name, option);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = option;
            }
        }
        return best;
    }

    /** Levenshtein's, exact below {@link #TOO_FAR}. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) >= TOO_FAR) {
            return TOO_FAR;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
