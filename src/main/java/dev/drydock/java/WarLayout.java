package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.Library.Kind;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A war where a servlet container finds it, unpacked or as it is; the container's own command starts it. */
final class WarLayout {

    private static final String LIBRARIES = "WEB-INF/lib/";
    private static final String CLASSES = "WEB-INF/classes/**/*.class";
    private static final String EXTENSION = ".war";

    private WarLayout() {}

    static JavaApplication unpacked(JavaProject project) throws IOException {
        Path war = war(project);
        List<String> files = files(war);
        Map<Kind, List<String>> libraries = libraries(project, files);
        List<JavaLayer> layers = new ArrayList<>();
        add(layers, "dependencies", project, war, libraries, Kind.RELEASE);
        add(layers, "snapshot-dependencies", project, war, libraries, Kind.SNAPSHOT);
        add(layers, "modules", project, war, libraries, Kind.MODULE);
        if (!files.stream().allMatch(WarLayout::isCode)) {
            layers.add(layer("resources", project, war, Choice.without(LIBRARIES, CLASSES)));
        }
        if (files.stream().anyMatch(WarLayout::isClass)) {
            layers.add(layer("classes", project, war, Choice.of(CLASSES)));
        }
        return new JavaApplication(layers, null, project.root(), "");
    }

    static JavaApplication packed(JavaProject project) {
        Path war = war(project);
        if (Files.isDirectory(war)) {
            throw missing(project);
        }
        int slash = project.root().lastIndexOf('/');
        String into = slash == 0 ? "/" : project.root().substring(0, slash);
        var file = new Mapping.File(project.root().substring(slash + 1) + EXTENSION, war, null);
        var layer = new JavaLayer("application", into, List.of(file));
        return new JavaApplication(List.of(layer), null, project.root(), "");
    }

    /** The one for servlet containers: Spring Boot keeps it when it puts its executable one in its place. */
    private static Path war(JavaProject project) {
        Path original = project.archive().resolveSibling(project.archive().getFileName() + ".original");
        if (!project.named() && Files.exists(original)) {
            return original;
        }
        if (!Files.exists(project.archive())) {
            throw missing(project);
        }
        return project.archive();
    }

    private static BuildFailure missing(JavaProject project) {
        return BuildFailure.ofBuild(
                "There is no war " + project.archive(), "Run 'mvn package', not a phase before it.");
    }

    private static void add(
            List<JavaLayer> layers,
            String name,
            JavaProject project,
            Path war,
            Map<Kind, List<String>> libraries,
            Kind kind) {
        List<String> files = libraries.get(kind);
        if (files != null) {
            JavaLayer layer = layer(name, project, war, new Choice(files, List.of()));
            layers.add(kind == Kind.RELEASE ? layer.asReleased() : layer);
        }
    }

    private static JavaLayer layer(String name, JavaProject project, Path war, Choice files) {
        Choice choice = project.own(files, "WEB-INF/classes/");
        Mapping content = Files.isDirectory(war)
                ? new Mapping.Tree("", war, choice, null, null)
                : new Mapping.Archive("", war, "", choice);
        return new JavaLayer(name, project.root(), List.of(content));
    }

    private static boolean isClass(String file) {
        return file.startsWith("WEB-INF/classes/") && file.endsWith(".class");
    }

    private static boolean isCode(String file) {
        return file.startsWith(LIBRARIES) || isClass(file);
    }

    /** The files in the war count; the build says how often each of them changes. */
    private static Map<Kind, List<String>> libraries(JavaProject project, List<String> files) {
        Map<String, Kind> kinds = new TreeMap<>();
        project.libraries()
                .forEach(library -> kinds.put(String.valueOf(library.file().getFileName()), library.kind()));
        Map<Kind, List<String>> names = new TreeMap<>();
        for (String file : files) {
            if (file.startsWith(LIBRARIES)) {
                Kind kind = kinds.getOrDefault(file.substring(LIBRARIES.length()), Kind.RELEASE);
                names.computeIfAbsent(kind, k -> new ArrayList<>()).add(file);
            }
        }
        return names;
    }

    private static List<String> files(Path war) throws IOException {
        if (Files.isDirectory(war)) {
            try (Stream<Path> all = Files.walk(war)) {
                return all.filter(file -> !Files.isDirectory(file))
                        .map(file -> war.relativize(file).toString().replace('\\', '/'))
                        .sorted()
                        .toList();
            }
        }
        try (ZipFile zip = new ZipFile(war.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
