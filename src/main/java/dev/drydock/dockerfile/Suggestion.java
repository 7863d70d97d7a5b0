package dev.drydock.dockerfile;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt name was meant to be. */
public final class Suggestion {

    private static final int LONGEST = 100;

    /** Among more names than this, nobody's guess is worth the time. */
    private static final int MOST = 1000;

    private Suggestion() {}

    /** The nearest of the names; null if none is near, or if one of them is the very name. */
    public static @Nullable String exact(String name, Collection<String> names) {
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
                int distance = distance(name, candidate, nearest);
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

    /**
     * Letters inserted, deleted, replaced, or exchanged with their neighbour. Beginnings whose lengths differ by the limit are
     * not compared: they are too far apart.
     *
     * @param limit from which on nobody wants to know how far; then the result is not less either
     */
    private static int distance(String a, String b, int limit) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            int[] reused = before;
            before = above;
            above = row;
            row = reused;
            int nearest = limit;
            int last = Math.min(b.length(), i + limit);
            for (int j = Math.max(0, i - limit); j <= last; j++) {
                if (Math.abs(i - j) == limit) {
                    row[j] = limit;
                } else if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                    row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
                    if (isExchanged(a, i, b, j)) {
                        row[j] = Math.min(row[j], before[j - 2] + 1);
                    }
                }
                nearest = Math.min(nearest, row[j]);
            }
            if (nearest >= limit) {
                return limit;
            }
        }
        return row[b.length()];
    }

    private static boolean isExchanged(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
