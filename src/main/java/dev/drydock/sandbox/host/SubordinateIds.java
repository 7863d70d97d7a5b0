package dev.drydock.sandbox.host;

import dev.drydock.process.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids a user may map into a user namespace besides their own: lines {@code name:first:count} of {@code /etc/subuid} and
 * {@code /etc/subgid}, or what {@code getsubids} says where these come from a directory service.
 */
public final class SubordinateIds {

    /** The kernel takes 340 lines of a map. */
    private static final int MOST_RANGES = 300;

    private SubordinateIds() {}

    /** So many ids from the first on. */
    public record Range(long first, long count) {}

    /** Ranges of user ids; empty if there are none. */
    public static List<Range> uids(Credentials user) throws IOException, InterruptedException {
        return find(Path.of("/etc/subuid"), user, List.of("getsubids", user.name()));
    }

    /** Ranges of group ids; empty if there are none. */
    public static List<Range> gids(Credentials user) throws IOException, InterruptedException {
        return find(Path.of("/etc/subgid"), user, List.of("getsubids", "-g", user.name()));
    }

    private static List<Range> find(Path file, Credentials user, List<String> command)
            throws IOException, InterruptedException {
        List<Range> ranges;
        try {
            ranges = parse(Files.readString(file, StandardCharsets.ISO_8859_1), user);
        } catch (NoSuchFileException none) {
            ranges = List.of();
        }
        return ranges.isEmpty() ? ask(command) : ranges;
    }

    /** @param text lines of the file; those of other users and malformed ones are passed over */
    static List<Range> parse(String text, Credentials user) {
        var ranges = new ArrayList<Range>();
        for (String line : text.lines().toList()) {
            String[] parts = line.strip().split(":");
            boolean ours = parts[0].equals(user.name()) || parts[0].equals(Integer.toString(user.uid()));
            if (parts.length == 3 && ours) {
                add(ranges, parts[1], parts[2]);
            }
        }
        return ranges;
    }

    /** The lines of getsubids look like {@code 0: name 100000 65536}. */
    private static List<Range> ask(List<String> command) throws InterruptedException {
        var ranges = new ArrayList<Range>();
        try {
            for (String line : Program.of(command).run().out().lines().toList()) {
                String[] words = line.strip().split("\\s+");
                if (words.length == 4) {
                    add(ranges, words[2], words[3]);
                }
            }
        } catch (IOException notInstalled) {
            // The program is no part of older systems; the files are all there is then.
            return List.of();
        }
        return ranges;
    }

    private static void add(List<Range> ranges, String first, String count) {
        if (ranges.size() < MOST_RANGES && first.matches("\\d{1,10}") && count.matches("\\d{1,10}")) {
            var range = new Range(Long.parseLong(first), Long.parseLong(count));
            if (range.count() > 0) {
                ranges.add(range);
            }
        }
    }
}
