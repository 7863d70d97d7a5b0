package dev.drydock.failure;

import dev.drydock.startup.StartUp;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name a user most likely meant by one that does not exist. */
@StartUp
public final class Nearest {

    private static final int LONGEST = 100;

    /** Among more names than this, nobody's guess is worth the time. */
    private static final int MOST = 1000;

    private Nearest() {}

    /** The nearest of the names; null if none is near, or if one of them is the very name. */
    public static @Nullable String near(String name, Collection<String> names) {
        // In a short name, two wrong letters make another word.
        return near(name, names, name.length() <= 5 ? 1 : 2);
    }

    /**
     * As {@link #near(String, Collection)}.
     *
     * @param most letters that may be wrong
     */
    public static @Nullable String near(String name, Collection<String> names, int most) {
        String best = null;
        int nearest = most + 1;
        if (names.size() > MOST || name.length() > LONGEST) {
            return null;
        }
        for (String candidate : names) {
            if (candidate.equals(name)) {
                return null;
            }
            int distance = distance(name, candidate, nearest);
            if (distance < nearest) {
                nearest = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** {@link #near} as a question; null if there is none. */
    public static @Nullable String question(String name, Collection<String> names) {
        String near = near(name, names);
        return near == null ? null : "Did you mean '" + near + "'?";
    }

    /** The nearest of the candidates however far it is, whatever their case; of several the first. "" if there is none. */
    public static String of(String wrong, Collection<String> candidates) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(wrong.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** How many letters are to be inserted, deleted, replaced or exchanged with their neighbour to make one of the other. */
    public static int distance(String a, String b) {
        return distance(a, b, a.length() + b.length() + 1);
    }

    /**
     * Letters inserted, deleted, replaced, or exchanged with their neighbour. Beginnings whose lengths differ by the limit are
     * not compared: they are too far apart.
     *
     * @param limit from which on nobody wants to know how far; then the result is not less either
     */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
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
