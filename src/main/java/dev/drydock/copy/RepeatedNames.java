package dev.drydock.copy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that have several names among very many. Each is {@linkplain #note noted} first, for sixteen bytes; paths are
 * remembered only of those that turned out to have several names. Not thread-safe.
 */
final class RepeatedNames {

    private static final long FREE = 0;

    /** Hashes of the identities that were noted, open addressing. */
    private long[] noted = new long[1 << 8];

    private int count;
    private final Set<Long> repeated = new HashSet<>();
    private final Map<String, String> firstNames = new HashMap<>();

    void note(SourceNode node) {
        if (mayHaveSeveral(node) && !add(hash(node.identity()))) {
            repeated.add(hash(node.identity()));
        }
    }

    private static boolean mayHaveSeveral(SourceNode node) {
        return !node.identity().isEmpty();
    }

    /**
     * The path that was given first for the same file.
     *
     * @param node one that was noted
     * @return null for the first name of its file, and for a file of one name
     */
    @Nullable
    String first(SourceNode node, String path) {
        if (!mayHaveSeveral(node) || !repeated.contains(hash(node.identity()))) {
            return null;
        }
        String first = firstNames.putIfAbsent(node.identity(), path);
        return first == null || first.equals(path) ? null : first;
    }

    /** FNV-1a with 64 bits: two identities of equal hash are only looked at more closely. */
    private static long hash(String identity) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < identity.length(); i++) {
            hash = (hash ^ identity.charAt(i)) * 0x100000001B3L;
        }
        return hash == FREE ? 1 : hash;
    }

    private boolean add(long hash) {
        if (count * 2 >= noted.length) {
            long[] before = noted;
            noted = new long[before.length * 2];
            for (long each : before) {
                if (each != FREE) {
                    noted[place(each)] = each;
                }
            }
        }
        int place = place(hash);
        if (noted[place] == hash) {
            return false;
        }
        noted[place] = hash;
        count++;
        return true;
    }

    /** Where the hash is, or would be put. */
    private int place(long hash) {
        int place = (int) (hash ^ hash >>> 32) & noted.length - 1;
        while (noted[place] != FREE && noted[place] != hash) {
            place = place + 1 & noted.length - 1;
        }
        return place;
    }
}
