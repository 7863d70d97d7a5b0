package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A directory of class files and resources, as it was when it was looked at. */
@StartUp
final class ClassFolder {

    private static final String REMEMBERED = "main-class";

    private final Path folder;
    private final List<Path> classes;
    private final boolean resources;
    private final String state;

    private ClassFolder(Path folder, List<Path> classes, boolean resources, String state) {
        this.folder = folder;
        this.classes = classes;
        this.resources = resources;
        this.state = state;
    }

    /** Empty if there is none. */
    static ClassFolder of(Path folder) throws IOException {
        List<Path> classes = new ArrayList<>();
        List<String> stamps = new ArrayList<>();
        boolean[] resources = {false};
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".class")) {
                        classes.add(file);
                        stamps.add(folder.relativize(file) + " " + attributes.size() + " "
                                + attributes.lastModifiedTime().toMillis());
                    } else {
                        resources[0] = true;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Collections.sort(classes);
        Collections.sort(stamps);
        byte[] state = String.join("\n", stamps).getBytes(StandardCharsets.UTF_8);
        return new ClassFolder(folder, classes, resources[0], Digest.of(state).toString());
    }

    boolean hasClasses() {
        return !classes.isEmpty();
    }

    boolean hasResources() {
        return resources;
    }

    /**
     * The class with a main method; of several, the one Spring Boot starts.
     *
     * @param output the build's directory
     * @throws BuildFailure naming the candidates if there is not exactly one
     */
    String mainClass(Path output) throws IOException {
        List<String> candidates = mainClasses(output);
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        if (candidates.isEmpty()) {
            throw BuildFailure.ofBuild(
                    "No class in " + folder + " has a main method",
                    "Name one with <mainClass>, say what to start with <entrypoint>, or compile first: mvn package.");
        }
        throw BuildFailure.ofBuild(
                "Several classes in " + folder + " have a main method: " + String.join(", ", candidates),
                "Choose one: <mainClass>" + candidates.get(0) + "</mainClass>, or -Ddrydock.mainClass="
                        + candidates.get(0) + ".");
    }

    /**
     * The classes that could be started, those Spring Boot starts if there are any. The answer, even an empty one, is
     * remembered as long as no class file changes.
     *
     * @param output the build's directory
     */
    List<String> mainClasses(Path output) throws IOException {
        if (classes.isEmpty()) {
            return List.of();
        }
        Path remembered = output.resolve("drydock").resolve(REMEMBERED);
        List<String> known = CheckedText.lines(remembered);
        if (!known.isEmpty() && known.get(0).equals(state)) {
            return known.subList(1, known.size());
        }
        List<String> found = find();
        StringBuilder lines = new StringBuilder(state).append('\n');
        for (String name : found) {
            lines.append(name).append('\n');
        }
        Files.createDirectories(remembered.getParent());
        AtomicFiles.write(remembered, CheckedText.encode(lines.toString()));
        return found;
    }

    private List<String> find() throws IOException {
        List<String> all = new ArrayList<>();
        List<String> boot = new ArrayList<>();
        for (Path file : classes) {
            ClassFile read = ClassFile.read(file);
            if (read.hasMain()) {
                all.add(read.name());
                if (read.mentions("Lorg/springframework/boot/autoconfigure/SpringBootApplication;")) {
                    boot.add(read.name());
                }
            }
        }
        return boot.isEmpty() ? all : boot;
    }
}
