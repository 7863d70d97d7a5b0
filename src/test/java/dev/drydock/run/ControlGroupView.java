package dev.drydock.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The control groups that /proc/self/cgroup and /proc/self/mountinfo name together, read as the JVM reads them.
 *
 * @param groups of a process, by their controllers; "" is that of version 2
 */
record ControlGroupView(Map<String, String> groups, List<Mount> mounts) {

    /** @param root the group that is seen at the target */
    record Mount(String type, String root, String target, List<String> options) {

        /** @param controller "" for version 2 */
        boolean has(String controller) {
            return controller.isEmpty() ? type.equals("cgroup2") : options.contains(controller);
        }
    }

    static ControlGroupView own() {
        try {
            return of(Stream.of("/proc/self/cgroup", "/proc/self/mountinfo")
                    .flatMap(file -> readLines(Path.of(file)).stream())
                    .toList());
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> readLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lines of both files; others are passed over */
    static ControlGroupView of(List<String> lines) {
        Map<String, String> groups = new LinkedHashMap<>();
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines) {
            String[] group = line.split(":", 3);
            int end = line.indexOf(" - cgroup");
            if (end > 0) {
                String[] mount = line.substring(0, end).split(" ");
                String[] source = line.substring(end + 3).split(" ");
                mounts.add(new Mount(source[0], mount[3], mount[4], List.of(source[2].split(","))));
            } else if (group.length == 3 && group[0].matches("\\d+")) {
                groups.put(group[1], group[2]);
            }
        }
        return new ControlGroupView(groups, mounts);
    }

    /** Where in a mount the process's group is; nothing if that lies outside of it. */
    Optional<Path> place(Mount mount) {
        for (var each : groups.entrySet()) {
            if (mount.has(each.getKey().split(",")[0])) {
                return below(mount.root(), each.getValue())
                        .map(rest -> Path.of(mount.target()).resolve(rest));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> below(String root, String group) {
        String prefix = root.equals("/") ? root : root + "/";
        return (group + "/").startsWith(prefix) || group.equals(root)
                ? Optional.of(group.substring(Math.min(prefix.length(), group.length())))
                : Optional.empty();
    }
}
