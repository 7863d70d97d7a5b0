package dev.drydock.java;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Libraries that lie in the application's jar, unpacked (by maven-shade-plugin, maven-assembly-plugin or Quarkus) or as jars (by
 * Spring Boot), and so need not lie beside it. A jar has a library if it has a file of it that the module's own classes have
 * not: these may replace a class of a library. The manifest and the like are in every jar and count for nothing. A library whose
 * packages were renamed is not found, and does no harm beside the jar.
 *
 * <p>What was found is kept, because all these jars have to be opened for it: a state on the first line, then a path on each.
 */
final class PackedLibraries {

    private static final String FILE = "packed-libraries";

    private final Path jar;
    private final Path classes;
    private final List<Library> libraries;

    private PackedLibraries(Path jar, Path classes, List<Library> libraries) {
        this.jar = jar;
        this.classes = classes;
        this.libraries = libraries;
    }

    /** Those of the libraries that are not in the application's jar, in their order. */
    static List<Library> beside(Path jar, JavaProject project) throws IOException {
        if (project.libraries().isEmpty()) {
            return List.of();
        }
        var packed = new PackedLibraries(jar, project.classes(), project.libraries());
        Set<String> inside = packed.inside(project.output().resolve("drydock").resolve(FILE));
        List<Library> beside = new ArrayList<>();
        for (Library library : project.libraries()) {
            if (!inside.contains(library.file().toString())) {
                beside.add(library);
            }
        }
        return beside;
    }

    private Set<String> inside(Path kept) throws IOException {
        String state = state();
        List<String> known = CheckedText.lines(kept);
        if (!known.isEmpty() && known.get(0).equals(state)) {
            return new HashSet<>(known.subList(1, known.size()));
        }
        Set<String> found = find();
        StringBuilder lines = new StringBuilder(state).append('\n');
        for (String library : found) {
            lines.append(library).append('\n');
        }
        AtomicFiles.write(kept, CheckedText.encode(lines.toString()));
        return found;
    }

    private String state() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(Files.size(jar)).append(' ').append(Files.getLastModifiedTime(jar));
        for (Library library : libraries) {
            text.append('\n').append(library.file());
        }
        return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Set<String> find() throws IOException {
        Set<String> foreign = new HashSet<>();
        Set<String> nested = new HashSet<>();
        for (String name : names(jar)) {
            if (name.endsWith(".jar")) {
                nested.add(name.substring(name.lastIndexOf('/') + 1));
            }
            if (!Files.exists(classes.resolve(name))) {
                foreign.add(name);
            }
        }
        Set<String> inside = new HashSet<>();
        if (foreign.isEmpty()) {
            return inside;
        }
        for (Library library : libraries) {
            if (nested.contains(String.valueOf(library.file().getFileName())) || sharesAny(library.file(), foreign)) {
                inside.add(library.file().toString());
            }
        }
        return inside;
    }

    private static boolean sharesAny(Path library, Set<String> names) throws IOException {
        if (!Files.isRegularFile(library)) {
            return false;
        }
        for (String name : names(library)) {
            if (names.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Names of the files that tell one jar from another; none if it is no jar. */
    private static List<String> names(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                String name = entry.getName();
                if (!entry.isDirectory() && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    names.add(name);
                }
            }
        } catch (ZipException e) {
            return List.of();
        }
        return names;
    }
}
