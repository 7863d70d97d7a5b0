package dev.drydock.report.difference;

import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares packages and libraries by their versions. */
final class PackageChanges {

    private PackageChanges() {}

    static List<Change> between(Inventory before, Inventory after) {
        Map<String, String> old = versions(before);
        Map<String, String> now = versions(after);
        return Changes.between(old, now);
    }

    /** The versions of each package, which may be there more than once. */
    private static Map<String, String> versions(Inventory inventory) {
        Map<String, TreeSet<String>> all = new TreeMap<>();
        for (Component component : inventory.components()) {
            String group = component.software().group();
            String name = (group.isEmpty() ? "" : group + ":") + component.name();
            String version = component.version().isEmpty() ? "without a version" : component.version();
            all.computeIfAbsent(name + " (" + component.kind().word() + ")", n -> new TreeSet<>())
                    .add(version);
        }
        Map<String, String> versions = new TreeMap<>();
        all.forEach((name, each) -> versions.put(name, String.join(", ", new ArrayList<>(each))));
        return versions;
    }
}
