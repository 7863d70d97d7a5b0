package dev.drydock.inventory.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The licences in {@code usr/share/doc/PACKAGE/copyright}, where it is of the machine-readable form, DEP-5. Prose is not
 * guessed at.
 */
public final class DebianCopyright {

    private static final String FORMAT = "format:";

    private DebianCopyright() {}

    /** Short names of licences in byte order, as in {@code GPL-2+}; none if the file is prose. */
    public static List<String> licences(byte[] copyright) {
        String start = new String(copyright, 0, Math.min(copyright.length, 200), StandardCharsets.UTF_8).strip();
        if (!start.regionMatches(true, 0, FORMAT, 0, FORMAT.length())) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>();
        for (Map<String, String> paragraph : Paragraphs.of(copyright)) {
            // Paragraphs without files have the texts of licences that those with files name.
            if (paragraph.containsKey("files") || paragraph.containsKey("format")) {
                String name = paragraph
                        .getOrDefault("license", "")
                        .lines()
                        .findFirst()
                        .orElse("")
                        .strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return new ArrayList<>(names);
    }
}
