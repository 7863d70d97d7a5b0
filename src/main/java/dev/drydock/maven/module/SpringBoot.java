package dev.drydock.maven.module;

import dev.drydock.java.JarTypes;
import dev.drydock.maven.session.LibraryArtifact;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that Spring Boot's Maven plugin leaves out of the executable jar, by its version and as the POM configures its goal
 * {@code repackage}: the image has no other libraries than that jar. See "Packaging Executable Archives" in the reference of
 * the plugin. An application that does not use the plugin keeps what only the plugin could be told to include: libraries that
 * are optional, and those of the scope {@code system}.
 */
@StartUp
final class SpringBoot {

    private static final String GROUP = "org.springframework.boot";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    private final int version;
    private final @Nullable OtherPlugin plugin;
    private final Settings settings;
    private final List<LibraryPattern> includes;
    private final List<LibraryPattern> excludes;
    private final List<String> groups;
    private final List<String> names;
    private final boolean devtools;
    private final boolean dockerCompose;
    private final boolean optional;
    private final boolean system;

    private SpringBoot(int version, @Nullable OtherPlugin plugin, Settings settings) {
        this.version = version;
        this.plugin = plugin;
        this.settings = settings;
        this.includes = patterns("includes");
        this.excludes = patterns("excludes");
        this.groups = commas("excludeGroupIds");
        this.names = isBefore(2, 1, 0) ? commas("excludeArtifactIds") : List.of();
        this.devtools = !flag("excludeDevtools", "spring-boot.repackage.excludeDevtools", true);
        this.dockerCompose =
                isBefore(3, 1, 0) || !flag("excludeDockerCompose", "spring-boot.repackage.excludeDockerCompose", true);
        boolean used = plugin != null && plugin.used();
        this.optional = !used || isBefore(3, 5, 7) || flag("includeOptional", "", isBefore(4, 0, 0));
        this.system = !used || flag("includeSystemScope", "", false);
    }

    /** Empty if this is no Spring Boot application. */
    static Optional<SpringBoot> of(MavenProject project, List<LibraryArtifact> libraries, Settings settings) {
        String library = "";
        for (LibraryArtifact each : libraries) {
            if (each.group().equals(GROUP) && each.name().equals("spring-boot")) {
                library = each.version();
            }
        }
        Optional<OtherPlugin> found = OtherPlugin.of(project, OtherPlugin.SPRING_BOOT, "repackage", settings);
        OtherPlugin plugin = found.isPresent() ? found.get() : null;
        if (library.isEmpty() && (plugin == null || !plugin.used())) {
            return Optional.empty();
        }
        String version = plugin == null || !plugin.used() || plugin.version().isEmpty() ? library : plugin.version();
        return Optional.of(new SpringBoot(number(version), plugin, settings));
    }

    private boolean isBefore(int major, int minor, int patch) {
        return version < number(major, minor, patch);
    }

    private static int number(int major, int minor, int patch) {
        return (major * 1000 + minor) * 1000 + patch;
    }

    /** A file that cannot be read counts as newer than all that is known. */
    private static int number(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Integer.MAX_VALUE;
        }
        String patch = matcher.group(3) == null ? "0" : matcher.group(3);
        return number(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(patch));
    }

    /** Why a library stays out, in words; "" if it does not. */
    String reason(LibraryArtifact library, JarTypes types) throws IOException {
        boolean boot = library.group().equals(GROUP);
        if (!devtools && boot && library.name().equals("spring-boot-devtools")) {
            return "<excludeDevtools> of spring-boot-maven-plugin is true";
        }
        if (!dockerCompose && boot && library.name().equals("spring-boot-docker-compose")) {
            return "<excludeDockerCompose> of spring-boot-maven-plugin is true";
        }
        if (!system && library.system()) {
            return "it has the scope system, and <includeSystemScope> of spring-boot-maven-plugin is false";
        }
        if (!optional && library.optional()) {
            return "it is optional, and <includeOptional> of spring-boot-maven-plugin is false";
        }
        if (groups.contains(library.group())) {
            return "<excludeGroupIds> of spring-boot-maven-plugin names its group";
        }
        if (names.contains(library.name())) {
            return "<excludeArtifactIds> of spring-boot-maven-plugin names it";
        }
        if (!includes.isEmpty() && !anyMatches(includes, library)) {
            return "<includes> of spring-boot-maven-plugin does not name it";
        }
        if (anyMatches(excludes, library)) {
            return "<excludes> of spring-boot-maven-plugin names it";
        }
        String type = isBefore(2, 4, 0) ? "" : types.of(library.file());
        return isLeftOut(type) ? "it says of itself that it is of the type " + type : "";
    }

    private boolean isLeftOut(String type) {
        return type.equals("annotation-processor")
                || type.equals("dependencies-starter")
                || !isBefore(4, 0, 0) && type.equals("development-tool");
    }

    private static boolean anyMatches(List<LibraryPattern> patterns, LibraryArtifact library) {
        for (LibraryPattern pattern : patterns) {
            if (pattern.matches(library)) {
                return true;
            }
        }
        return false;
    }

    /** As elements in the POM, or else with commas in a property. */
    private List<LibraryPattern> patterns(String name) {
        List<LibraryPattern> patterns = new ArrayList<>();
        if (plugin != null) {
            for (List<String> item : plugin.items(name, "groupId", "artifactId", "classifier")) {
                patterns.add(LibraryPattern.of(item.get(0), item.get(1), item.get(2)));
            }
        }
        if (patterns.isEmpty()) {
            for (String text : split(property("spring-boot." + name))) {
                patterns.add(LibraryPattern.parse(text, "spring-boot." + name));
            }
        }
        return patterns;
    }

    private List<String> commas(String name) {
        String configured = configured(name);
        return split(configured.isEmpty() ? property("spring-boot." + name) : configured);
    }

    private boolean flag(String name, String property, boolean usual) {
        String configured = configured(name);
        String text = configured.isEmpty() ? property(property) : configured;
        return text.isEmpty() ? usual : Boolean.parseBoolean(text);
    }

    private String configured(String name) {
        return plugin == null ? "" : plugin.text(name);
    }

    private String property(String name) {
        return name.isEmpty() ? "" : settings.property(name).orElse("").strip();
    }

    private static List<String> split(String commas) {
        List<String> parts = new ArrayList<>();
        for (String part : commas.split(",")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }
}
