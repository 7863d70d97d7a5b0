package dev.drydock.maven.migrate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project whose POM is converted.
 *
 * @param base the folder of the POM
 * @param target the build's folder
 * @param finalName of the archive, without its extension
 * @param properties of the user, the system and the project together
 * @param direct what the POM itself depends on at run time, as {@code group:artifact}
 */
public record Facts(
        String groupId,
        String artifactId,
        String version,
        String packaging,
        Path base,
        Path target,
        String finalName,
        Map<String, String> properties,
        List<String> direct) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]+)}");

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

    /** A text of a file that is not the POM, with the expressions in it that are known. */
    String replaced(String text) {
        Matcher matcher = EXPRESSION.matcher(text);
        return matcher.replaceAll(found -> {
            String name = found.group(1);
            String value = switch (name.replaceFirst("^(project|pom)\\.", "")) {
                case "groupId" -> groupId;
                case "artifactId" -> artifactId;
                case "version" -> version;
                case "packaging" -> packaging;
                case "basedir" -> base.toString();
                case "build.directory" -> target.toString();
                case "build.outputDirectory" -> target.resolve("classes").toString();
                case "build.finalName" -> finalName;
                default -> property(name);
            };
            return Matcher.quoteReplacement(value.isEmpty() ? found.group() : value);
        });
    }

    boolean has(String path) {
        return Files.exists(base.resolve(path));
    }
}
