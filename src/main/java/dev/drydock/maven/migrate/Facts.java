package dev.drydock.maven.migrate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The project whose POM is converted.
 *
 * @param base the folder of the POM
 * @param target the build's folder
 * @param finalName of the archive, without its extension
 * @param properties of the user, the system and the project together
 */
public record Facts(
        String groupId,
        String artifactId,
        String version,
        String packaging,
        Path base,
        Path target,
        String finalName,
        Map<String, String> properties) {

    /** "" if it is not set. */
    String property(String name) {
        return properties.getOrDefault(name, "").strip();
    }

    /** As a POM would have it: Maven has made paths in its POMs absolute. */
    String shown(Path path) {
        if (!path.startsWith(base)) {
            return path.toString().replace('\\', '/');
        }
        String relative = base.relativize(path).toString().replace('\\', '/');
        return relative.isEmpty() ? "." : relative;
    }

    /** Relative ones are taken from the folder of the POM; what cannot be a path, such as an expression, stays as it is. */
    String shown(String path) {
        try {
            return shown(base.resolve(path).normalize());
        } catch (InvalidPathException e) {
            return path;
        }
    }

    boolean has(String path) {
        return Files.exists(base.resolve(path));
    }
}
