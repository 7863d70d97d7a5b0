package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An executable Spring Boot jar, taken apart into the layers its {@code layers.idx} names and started by its own launcher. See
 * "Layering Docker Images" in the reference of Spring Boot's Maven plugin.
 */
final class BootLayout {

    private static final String INDEX = "layers.idx";

    /** Spring Boot's own names; what a project calls its layers says nothing. */
    private static final Set<String> RELEASED = Set.of("dependencies", "spring-boot-loader");

    private static final String INDEX_ATTRIBUTE = "Spring-Boot-Layers-Index";
    private static final String HINT =
            "Bind the goal repackage of spring-boot-maven-plugin, with layers enabled as they are by default, or use"
                    + " <layout>exploded</layout>.";

    private BootLayout() {}

    /** Whether an archive can be taken apart; not if it does not exist. */
    static boolean isLayered(Path archive) throws IOException {
        return !JarManifest.attribute(archive, INDEX_ATTRIBUTE).isEmpty();
    }

    static JavaApplication application(JavaProject project) throws IOException {
        if (!Files.isRegularFile(project.archive())) {
            throw BuildFailure.ofBuild(
                    "There is no jar " + project.archive(),
                    "<layout>layers</layout> needs the executable jar: run 'mvn package', not a phase before it.");
        }
        String root = project.root().isEmpty() ? "/app" : project.root();
        try (ZipFile jar = new ZipFile(project.archive().toFile())) {
            Attributes manifest = manifest(jar, project);
            String launcher = manifest.getValue("Main-Class");
            String index = manifest.getValue(INDEX_ATTRIBUTE);
            ZipEntry entry = jar.getEntry(index == null ? "BOOT-INF/" + INDEX : index);
            if (entry == null || launcher == null) {
                throw BuildFailure.ofBuild(project.archive() + " has no " + INDEX, HINT);
            }
            checkStart(manifest, launcher, project);
            List<JavaLayer> layers = new ArrayList<>();
            try (InputStream in = jar.getInputStream(entry)) {
                layers(in, project).forEach((name, patterns) -> {
                    Choice choice = project.own(new Choice(patterns, List.of()), "BOOT-INF/classes/");
                    var files = new Mapping.Archive("", project.archive(), "", choice);
                    layers.add(new JavaLayer(name, root, List.of(files), RELEASED.contains(name)));
                });
            }
            List<String> command = new ArrayList<>(List.of("java"));
            command.addAll(project.jvmFlags());
            command.addAll(List.of("-cp", root, launcher));
            return new JavaApplication(layers, command, root, launcher);
        }
    }

    /** The class the launcher is to start; the one that reads its properties may be told otherwise. */
    private static void checkStart(Attributes manifest, String launcher, JavaProject project) throws IOException {
        String start = manifest.getValue("Start-Class");
        if (start != null && !launcher.endsWith(".PropertiesLauncher")) {
            MainClass.inBootJar(project, start).check();
        }
    }

    private static Attributes manifest(ZipFile jar, JavaProject project) throws IOException {
        Attributes attributes = JarManifest.read(jar);
        if (attributes == null) {
            throw BuildFailure.ofBuild(project.archive() + " is not an executable Spring Boot jar", HINT);
        }
        return attributes;
    }

    /** Patterns by layer, those with any. */
    private static Map<String, List<String>> layers(InputStream index, JavaProject project) throws IOException {
        Map<String, List<String>> layers = new LinkedHashMap<>();
        List<String> patterns = new ArrayList<>();
        var lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String name = line.strip().replaceAll("^- \"|\":?$", "");
            if (line.isBlank()) {
                continue;
            }
            if (line.startsWith("- ")) {
                patterns = new ArrayList<>();
                layers.put(name, patterns);
            } else if (line.startsWith("  - ")) {
                patterns.add(name);
            } else {
                throw BuildFailure.ofBuild(
                        project.archive() + ": " + INDEX + " has a line that is not understood: " + line, HINT);
            }
        }
        layers.values().removeIf(List::isEmpty);
        return layers;
    }
}
