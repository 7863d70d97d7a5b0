package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.List;

/**
 * Our configuration, and what the other plugin's said besides.
 *
 * @param configuration lines of the element {@code <configuration>}
 * @param dependencies of the plugin, as {@code group:artifact:version}
 * @param told a line each: an element or property, and what to do about it
 */
public record Converted(List<String> configuration, List<String> dependencies, List<String> told) {

    static Converted of(Fragment fragment, List<String> dependencies) {
        List<String> lines = new ArrayList<>();
        fragment.configuration().print(0, lines);
        return new Converted(lines, dependencies, fragment.told());
    }

    /** The element {@code <plugin>} of a POM, a line each. */
    public List<String> plugin(String version) {
        Dom plugin = new Dom("plugin");
        plugin.add("groupId", "dev.drydock");
        plugin.add("artifactId", "drydock-maven-plugin");
        plugin.add("version", version);
        plugin.add("extensions", "true");
        if (!dependencies.isEmpty()) {
            Dom list = plugin.add(new Dom("dependencies"));
            for (String each : dependencies) {
                String[] parts = each.split(":");
                Dom dependency = list.add(new Dom("dependency"));
                dependency.add("groupId", parts[0]);
                dependency.add("artifactId", parts[1]);
                dependency.add("version", parts[2]);
            }
        }
        List<String> lines = new ArrayList<>();
        plugin.print(0, lines);
        String end = lines.remove(lines.size() - 1);
        for (String line : configuration) {
            lines.add("  " + line);
        }
        lines.add(end);
        return lines;
    }
}
