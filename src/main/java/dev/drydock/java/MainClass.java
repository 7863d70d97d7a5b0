package dev.drydock.java;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The class that is named as the one to start, looked for where the JVM will. */
final class MainClass {

    /** A library that had the class; it is looked into first the next time, and most likely only it. */
    private static final String REMEMBERED = "main-class-library";

    private static final String EXTENSION = ".class";

    private static final String BOOT_CLASSES = "BOOT-INF/classes/";
    private static final String BOOT_LIBRARIES = "BOOT-INF/lib/";

    private final JavaProject project;
    private final Path own;
    private final String below;
    private final String name;

    private MainClass(JavaProject project, Path own, String below, String name) {
        this.project = project;
        this.own = own;
        this.below = below;
        this.name = name;
    }

    /**
     * The one the project names.
     *
     * @param own the class folder or jar of the module
     */
    static MainClass of(JavaProject project, Path own) {
        return new MainClass(project, own, "", project.mainClass());
    }

    /** The one an executable jar of Spring Boot names, with its libraries in it. */
    static MainClass inBootJar(JavaProject project, String name) {
        return new MainClass(project, project.archive(), BOOT_CLASSES, name);
    }

    /** @throws BuildFailure if the class is nowhere, or has no main method */
    void check() throws IOException {
        if (!project.classPath().isEmpty()) {
            return; // what is there is in the base, or comes when the container starts
        }
        ClassFile found = find();
        if (found == null) {
            throw BuildFailure.ofBuild(
                    "The main class " + name + " is in no class folder and no jar of the application", hint());
        }
        if (!found.mayHaveMain()) {
            throw BuildFailure.ofBuild("The main class " + name + " has no main method", hint());
        }
    }

    boolean isThere() throws IOException {
        return !project.classPath().isEmpty() || find() != null;
    }

    private @Nullable ClassFile find() throws IOException {
        ClassFile found = in(own, below);
        if (found != null) {
            return found;
        }
        Path memory = project.output().resolve("drydock").resolve(REMEMBERED);
        String remembered = Files.exists(memory) ? Files.readString(memory) : "";
        List<Path> libraries = new ArrayList<>();
        for (Library library : project.libraries()) {
            libraries.add(library.file().toString().equals(remembered) ? 0 : libraries.size(), library.file());
        }
        for (Path library : libraries) {
            found = in(library, "");
            if (found != null) {
                if (!library.toString().equals(remembered)) {
                    Files.createDirectories(memory.getParent());
                    AtomicFiles.write(memory, library.toString().getBytes(StandardCharsets.UTF_8));
                }
                return found;
            }
        }
        return below.isEmpty() ? null : inNestedJars();
    }

    /** Null if it is not there; file systems that ignore case show a class under a name that is not its own. */
    private @Nullable ClassFile in(Path place, String folder) throws IOException {
        String entry = folder + file();
        if (Files.isDirectory(place)) {
            Path file = place.resolve(entry);
            ClassFile read = Files.isRegularFile(file) ? ClassFile.read(file) : null;
            return read != null && file().equals(read.name().replace('.', '/') + EXTENSION) ? read : null;
        }
        if (!Files.isRegularFile(place)) {
            return null;
        }
        try (ZipFile jar = new ZipFile(place.toFile())) {
            ZipEntry found = jar.getEntry(entry);
            if (found == null) {
                return null;
            }
            try (InputStream in = jar.getInputStream(found)) {
                return ClassFile.parse(in.readAllBytes());
            }
        } catch (ZipException e) {
            return null; // as the JVM passes over it
        }
    }

    /** A library of an executable jar need not be one of the project's. */
    private @Nullable ClassFile inNestedJars() throws IOException {
        try (ZipFile jar = new ZipFile(own.toFile())) {
            for (ZipEntry nested : jar.stream()
                    .filter(entry -> entry.getName().startsWith(BOOT_LIBRARIES))
                    .toList()) {
                try (var in = new ZipInputStream(jar.getInputStream(nested))) {
                    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                        if (entry.getName().equals(file())) {
                            return ClassFile.parse(in.readAllBytes());
                        }
                    }
                }
            }
        }
        return null;
    }

    private String file() {
        return name.replace('.', '/') + EXTENSION;
    }

    private String hint() throws IOException {
        String near = nearest();
        return (near.isEmpty() ? "Compile first: mvn package. " : "Did you mean " + near + "? ") + "It is named by "
                + project.mainClassOrigin() + ".";
    }

    /** The class of that name in another package, or else the nearest that can be started, or else the nearest of all. */
    private String nearest() throws IOException {
        List<String> names = names(own);
        names.remove(name);
        String namesake = namesake(names);
        for (Library library : project.libraries()) {
            namesake = namesake.isEmpty() ? namesake(names(library.file())) : namesake;
        }
        if (!namesake.isEmpty()) {
            return namesake;
        }
        List<String> starting = ClassFolder.of(project.classes()).mainClasses(project.output());
        return Nearest.of(name, starting.isEmpty() ? names : starting);
    }

    /** "" if there is none. Kotlin makes AppKt of a file App.kt. */
    private String namesake(List<String> names) {
        String simple = simple(name).toLowerCase(Locale.ROOT);
        for (String candidate : names) {
            String other = simple(candidate).toLowerCase(Locale.ROOT);
            if (other.equals(simple) || other.equals(simple + "kt")) {
                return candidate;
            }
        }
        return "";
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The names of all classes but nested ones. */
    private static List<String> names(Path place) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                files.sorted().forEach(file -> add(names, place.relativize(file).toString()));
            }
        } else if (Files.isRegularFile(place)) {
            try (ZipFile jar = new ZipFile(place.toFile())) {
                jar.stream().forEach(entry -> add(names, entry.getName()));
            }
        }
        return names;
    }

    private static void add(List<String> names, String file) {
        String path = file.replace('\\', '/').replaceFirst("^" + BOOT_CLASSES, "");
        if (path.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
                && path.indexOf('$') < 0
                && !path.endsWith("-info.class")) {
            names.add(path.substring(0, path.length() - EXTENSION.length()).replace('/', '.'));
        }
    }
}
