package dev.drydock.sandbox.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The control groups of this machine at {@value #PLACE}: one hierarchy of control groups (version 2), or a directory with one
 * for each controller, or for several together (version 1), perhaps with one of version 2 beside them ("hybrid").
 *
 * @param unified whether it is one hierarchy
 * @param hierarchies else those mounted in it
 * @param links else the symlinks in it, and what they lead to
 */
record ControlGroups(boolean unified, List<Hierarchy> hierarchies, Map<String, String> links) {

    static final String PLACE = "/sys/fs/cgroup";

    private static final String VERSION_1 = "cgroup";
    private static final String VERSION_2 = "cgroup2";

    /**
     * One to be mounted.
     *
     * @param directory where in {@value #PLACE}
     * @param type of the file system
     * @param options which hierarchy of version 1 it is, by its controllers or its name
     */
    record Hierarchy(String directory, String type, String options) {

        static Hierarchy unified(String directory) {
            return new Hierarchy(directory, VERSION_2, "");
        }
    }

    /** As this process sees them. */
    static ControlGroups read() {
        try {
            var table = Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1);
            return of(table, symlinks());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table of mounts", e);
        }
    }

    private static Map<String, String> symlinks() throws IOException {
        Map<String, String> links = new LinkedHashMap<>();
        var place = Path.of(PLACE);
        if (Files.isDirectory(place)) {
            try (var children = Files.newDirectoryStream(place, path -> Files.isSymbolicLink(path))) {
                for (Path child : children) {
                    links.put(
                            String.valueOf(child.getFileName()),
                            Files.readSymbolicLink(child).toString());
                }
            }
        }
        return links;
    }

    /** @param mountinfo lines of proc_pid_mountinfo(5) */
    static ControlGroups of(List<String> mountinfo, Map<String, String> links) {
        boolean unified = false;
        Map<String, Hierarchy> hierarchies = new LinkedHashMap<>();
        for (String line : mountinfo) {
            int end = line.indexOf(" - ");
            String target = line.substring(0, end).split(" ")[4];
            String[] source = line.substring(end + 3).split(" ");
            if (target.equals(PLACE)) {
                unified = source[0].equals(VERSION_2);
                hierarchies.clear();
            } else if (target.lastIndexOf('/') == PLACE.length() && target.startsWith(PLACE)) {
                String directory = target.substring(PLACE.length() + 1);
                if (source[0].equals(VERSION_1)) {
                    hierarchies.put(directory, new Hierarchy(directory, VERSION_1, identity(source[2])));
                } else if (source[0].equals(VERSION_2)) {
                    hierarchies.put(directory, Hierarchy.unified(directory));
                }
            }
        }
        return unified
                ? new ControlGroups(true, List.of(), Map.of())
                : new ControlGroups(false, List.copyOf(hierarchies.values()), links);
    }

    /** Without those that say nothing about which it is. */
    private static String identity(String options) {
        List<String> kept = new ArrayList<>();
        for (String option : options.split(",")) {
            if (!option.equals("rw")
                    && !option.equals("ro")
                    && !option.equals("seclabel")
                    && !option.equals("clone_children")
                    && !option.startsWith("release_agent=")) {
                kept.add(option);
            }
        }
        return String.join(",", kept);
    }
}
