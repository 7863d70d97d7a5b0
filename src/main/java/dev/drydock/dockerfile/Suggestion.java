package dev.drydock.dockerfile;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt name was meant to be. */
final class Suggestion {

    /** More changed letters than this are another word. */
    private static final int FARTHEST = 2;

    private static final int LONGEST = 100;

    private Suggestion() {}

    /** The nearest of the names; null if none is near, or if one of them is the very name. */
    static @Nullable String exact(String name, Collection<String> names) {
        String best = null;
        int nearest = FARTHEST + 1;
        for (var candidate : names) {
            if (candidate.equals(name)) {
                return null;
            }
            if (Math.abs(candidate.length() - name.length()) < nearest && name.length() <= LONGEST) {
                int distance = distance(name, candidate);
                if (distance < nearest) {
                    nearest = distance;
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** As {@link #exact}, whatever the case; the answer is in lower case if the name is, else in upper case. */
    static @Nullable String anyCase(String name, Collection<String> upperCaseNames) {
        String best = exact(name.toUpperCase(Locale.ROOT), upperCaseNames);
        boolean lower = name.equals(name.toLowerCase(Locale.ROOT));
        return best == null || !lower ? best : best.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's: letters inserted, deleted or replaced. */
    private static int distance(String a, String b) {
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
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
