package dev.drydock.jib;

import dev.drydock.frontend.app.AppImage.Part;
import java.util.Map;

/** Jib's names of the layers of an application; see {@code JavaContainerBuilder.LayerType} in jib-core. */
final class LayerNames {

    private static final String EXTRA_FILES = "extra files";

    /** Those that Jib has as well. Layers of other kinds keep the names that Drydock, or the index of Spring Boot, gives them. */
    private static final Map<String, String> OF_JIB = Map.of(
            "dependencies", "dependencies",
            "snapshot-dependencies", "snapshot dependencies",
            "modules", "project dependencies",
            "resources", "resources",
            "classes", "classes",
            "class-path", "jvm arg files");

    private LayerNames() {}

    static String of(Part.Files part) {
        if (part.origin() == Part.Origin.USER) {
            return EXTRA_FILES;
        }
        String name = part.name().replaceFirst(" \\(\\d+\\)$", ""); // a second tree of that name
        return OF_JIB.getOrDefault(name, name);
    }
}
