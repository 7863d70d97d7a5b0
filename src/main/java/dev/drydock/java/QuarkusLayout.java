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
import java.util.stream.Stream;

/**
 * Quarkus' fast-jar: libraries, what Quarkus generated, the application's own jar. An aot-jar has the same files in the same
 * places; all of them are on the class path of the jar that is started, so that the JVM's own class loader loads them.
 */
final class QuarkusLayout {

    static final String FOLDER = "quarkus-app";
    static final String JAR = "quarkus-run.jar";

    /** Left by Quarkus' own integration tests, of a JVM that may not be the image's. */
    private static final String QUARKUS_CACHE = "app.aot";

    private QuarkusLayout() {}

    /**
     * Whether the application's own jar is on the class path of the one that is started.
     *
     * @param output of the module's build
     */
    static boolean isAotJar(Path output) throws IOException {
        String classPath = JarManifest.attribute(output.resolve(FOLDER).resolve(JAR), "Class-Path");
        return (" " + classPath).contains(" app/");
    }

    /** @param output of the module's build */
    static boolean isThere(Path output) {
        return Files.isRegularFile(output.resolve(FOLDER).resolve(JAR));
    }

    static JavaApplication application(JavaProject project) throws IOException {
        Path folder = project.output().resolve(FOLDER);
        if (!isThere(project.output())) {
            throw BuildFailure.ofBuild(
                    folder.resolve(JAR) + " does not exist",
                    "Run 'mvn package' with the goal build of quarkus-maven-plugin bound, or choose another <layout>.");
        }
        List<JavaLayer> layers = new ArrayList<>();
        List<String> changing = new ArrayList<>();
        for (Kind kind : List.of(Kind.SNAPSHOT, Kind.MODULE)) {
            changing.addAll(libraries(project, folder, kind));
        }
        layers.add(layer("dependencies", project, folder, new Choice(List.of("lib/**"), changing))
                .asReleased());
        add(layers, "snapshot-dependencies", project, folder, libraries(project, folder, Kind.SNAPSHOT));
        add(layers, "modules", project, folder, libraries(project, folder, Kind.MODULE));
        layers.add(layer("quarkus", project, folder, Choice.of(JAR, "quarkus/**")));
        Choice rest = isAotJar(project.output())
                ? Choice.without("lib/**", JAR, "quarkus/**", QUARKUS_CACHE)
                : Choice.without("lib/**", JAR, "quarkus/**");
        layers.add(layer("application", project, folder, rest));
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(project.jvmFlags());
        command.addAll(List.of("-jar", root(project) + "/" + JAR));
        return new JavaApplication(layers, command, root(project), "");
    }

    private static String root(JavaProject project) {
        return project.root().isEmpty() ? "/app" : project.root();
    }

    /** All jars, in an order that is the same everywhere. */
    static List<Path> jars(JavaProject project) throws IOException {
        Path folder = project.output().resolve(FOLDER);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void add(List<JavaLayer> layers, String name, JavaProject project, Path folder, List<String> files) {
        if (!files.isEmpty()) {
            layers.add(layer(name, project, folder, new Choice(files, List.of())));
        }
    }

    /** Quarkus puts the group before the name of each. */
    private static List<String> libraries(JavaProject project, Path folder, Kind kind) {
        return project.libraries().stream()
                .filter(library -> library.kind() == kind)
                .map(library ->
                        "lib/main/" + library.group() + "." + library.file().getFileName())
                .filter(path -> Files.isRegularFile(folder.resolve(path)))
                .toList();
    }

    private static JavaLayer layer(String name, JavaProject project, Path folder, Choice choice) {
        return new JavaLayer(
                name, root(project), List.of(new Mapping.Tree("", folder, project.own(choice, ""), null, null)));
    }
}
