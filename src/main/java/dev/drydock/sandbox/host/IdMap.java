package dev.drydock.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which ids inside a user namespace are which ids outside it. */
public record IdMap(List<Range> uids, List<Range> gids) {

    /** So many ids from {@code inside} on are those from {@code outside} on. */
    public record Range(long inside, long outside, long count) {

        @Override
        public String toString() {
            return inside + " " + outside + " " + count;
        }
    }

    /** The user as root, and the ranges given one after the other as 1 and so on. */
    public static IdMap of(Credentials user, List<SubordinateIds.Range> uids, List<SubordinateIds.Range> gids) {
        return new IdMap(ranges(user.uid(), uids), ranges(user.gid(), gids));
    }

    /** The user as root, and nobody else. */
    public static IdMap single(Credentials user) {
        return of(user, List.of(), List.of());
    }

    /** Every id there is here as itself: for root, who lacks only the right to mount. */
    public static IdMap identity() throws IOException {
        return new IdMap(identity("/proc/self/uid_map"), identity("/proc/self/gid_map"));
    }

    private static List<Range> identity(String map) throws IOException {
        return Files.readAllLines(Path.of(map)).stream()
                .map(line -> line.strip().split("\\s+"))
                .map(words -> new Range(Long.parseLong(words[0]), Long.parseLong(words[0]), Long.parseLong(words[2])))
                .toList();
    }

    private static List<Range> ranges(int self, List<SubordinateIds.Range> subordinate) {
        var ranges = new ArrayList<Range>();
        ranges.add(new Range(0, self, 1));
        long next = 1;
        for (var range : subordinate) {
            ranges.add(new Range(next, range.first(), range.count()));
            next += range.count();
        }
        return List.copyOf(ranges);
    }

    public boolean isSingle() {
        return isSingle(uids) || isSingle(gids);
    }

    private static boolean isSingle(List<Range> ranges) {
        return ranges.size() == 1 && ranges.get(0).count() == 1;
    }

    /** A name for files that make sense only under this map. */
    public String key() {
        return uids.equals(gids) ? key(uids) : key(uids) + "_" + key(gids);
    }

    private static String key(List<Range> ranges) {
        return ranges.stream()
                .map(range -> range.count() == 1 ? "" + range.outside() : range.outside() + "-" + range.count())
                .collect(Collectors.joining("+"));
    }
}
