package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.Library.Kind;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An application started by its main class. In the root: {@code libs}, {@code resources} and {@code classes} (or
 * {@code classpath} with the jar), and the file {@code class-path} that spares the command the names of a hundred jars. That
 * file has a layer before the application's own, since it changes when the libraries do. It is there for an entrypoint of the
 * user's, too: {@code java -cp @/app/class-path Main}.
 */
@StartUp
final class ClassPathLayout {

    private static final String ROOT = "/app";
    private static final String ARGUMENT_FILE = "class-path";
    private static final Choice CLASSES = Choice.of("**/*.class");
    private static final Choice RESOURCES = Choice.without("**/*.class");

    private final JavaProject project;
    private final String root;
    private final ClassFolder classes;

    ClassPathLayout(JavaProject project) throws IOException {
        this.project = project;
        this.root = project.root().isEmpty() ? ROOT : project.root();
        this.classes = ClassFolder.of(project.classes());
    }

    JavaApplication application(boolean startsItself) throws IOException {
        List<JavaLayer> layers = new ArrayList<>();
        boolean packaged = project.layout() == Layout.PACKAGED;
        Map<Library, String> names =
                LibraryNames.of(packaged ? PackedLibraries.beside(jar(), project) : project.libraries());
        libraries(layers, "dependencies", Kind.RELEASE, names);
        libraries(layers, "snapshot-dependencies", Kind.SNAPSHOT, names);
        libraries(layers, "modules", Kind.MODULE, names);
        String classPath = classPath(names);
        boolean file = project.release() > 8; // Java 8 knows no argument files
        if (file && !classPath.isEmpty()) {
            byte[] quoted = ('"' + classPath.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                    .getBytes(StandardCharsets.UTF_8);
            layers.add(new JavaLayer("class-path", root, List.of(new Mapping.Bytes(ARGUMENT_FILE, quoted, 0644))));
        }
        if (packaged) {
            layers.add(new JavaLayer(
                    "application", root + "/classpath", List.of(new Mapping.File(jarName(), jar(), null))));
        } else {
            classFiles(layers);
        }
        if (!startsItself) {
            return new JavaApplication(layers, null, root, "");
        }
        String mainClass = mainClass();
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(project.jvmFlags());
        command.addAll(List.of("-cp", file ? "@" + root + "/" + ARGUMENT_FILE : classPath, mainClass));
        return new JavaApplication(layers, command, root, mainClass);
    }

    private String mainClass() throws IOException {
        if (project.mainClass().isEmpty()) {
            return classes.mainClass(project.output());
        }
        MainClass.of(project, own()).check();
        return project.mainClass();
    }

    private Path own() {
        return project.layout() == Layout.PACKAGED ? jar() : project.classes();
    }

    private void libraries(List<JavaLayer> layers, String name, Kind kind, Map<Library, String> names) {
        List<Mapping> files = new ArrayList<>();
        for (Map.Entry<Library, String> entry : names.entrySet()) {
            Library library = entry.getKey();
            if (library.kind() == kind) {
                files.add(
                        Files.isDirectory(library.file())
                                ? new Mapping.Tree(entry.getValue(), library.file(), Choice.ALL, null, null)
                                : new Mapping.File(entry.getValue(), library.file(), null));
            }
        }
        if (!files.isEmpty()) {
            layers.add(new JavaLayer(name, root + "/libs", files, kind == Kind.RELEASE));
        }
    }

    private void classFiles(List<JavaLayer> layers) {
        if (classes.hasResources()) {
            layers.add(new JavaLayer("resources", root + "/resources", tree(RESOURCES)));
        }
        if (classes.hasClasses()) {
            layers.add(new JavaLayer("classes", root + "/classes", tree(CLASSES)));
        }
    }

    private List<Mapping> tree(Choice choice) {
        return List.of(new Mapping.Tree("", project.classes(), project.own(choice, ""), null, null));
    }

    private String classPath(Map<Library, String> names) {
        List<String> entries = new ArrayList<>(project.classPath());
        if (project.layout() == Layout.PACKAGED) {
            entries.add(root + "/classpath/" + jarName());
        } else {
            if (classes.hasResources()) {
                entries.add(root + "/resources");
            }
            if (classes.hasClasses()) {
                entries.add(root + "/classes");
            }
        }
        for (String name : names.values()) {
            entries.add(root + "/libs/" + name);
        }
        return String.join(":", entries);
    }

    private String jarName() {
        return String.valueOf(project.archive().getFileName());
    }

    /** The jar of the module's own classes: Spring Boot keeps it when it puts its executable one in its place. */
    private Path jar() {
        Path original = project.archive().resolveSibling(jarName() + ".original");
        if (!project.named() && Files.exists(original)) {
            return original;
        }
        if (Files.isRegularFile(project.archive())) {
            return project.archive();
        }
        throw BuildFailure.ofBuild(
                "There is no jar " + project.archive(),
                "<layout>packaged</layout> needs the jar: run 'mvn package', not a phase before it.");
    }
}
