package dev.drydock.dockerfile;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt name was meant to be. */
final class Suggestion {

    private static final int LONGEST = 100;

    /** Among more names than this, nobody's guess is worth the time. */
    private static final int MOST = 1000;

    private Suggestion() {}

    /** The nearest of the names; null if none is near, or if one of them is the very name. */
    static @Nullable String exact(String name, Collection<String> names) {
        String best = null;
        // In a short name, two wrong letters make another word.
        int nearest = name.length() <= 5 ? 2 : 3;
        if (names.size() > MOST || name.length() > LONGEST) {
            return null;
        }
        for (var candidate : names) {
            if (candidate.equals(name)) {
                return null;
            }
            if (Math.abs(candidate.length() - name.length()) < nearest) {
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

    /** Letters inserted, deleted, replaced, or exchanged with their neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
                best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
                boolean exchanged =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = exchanged ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
