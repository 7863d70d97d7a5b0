package dev.drydock.maven.session;

import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import dev.drydock.java.Library;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Exclusion;
import org.apache.maven.project.MavenProject;

/**
 * The libraries of a module when they were last resolved: resolving takes longer than all the rest of a build in which nothing
 * has changed, and after {@code mvn clean} they are the same. Good as long as the effective POM says the same of dependencies
 * and every file is as it was. Kept only if all are releases of fixed versions, for others may become something else behind the
 * POM's back. One file for each set of dependencies, named by checksums of what POMs say of them; a line for each library: its
 * coordinates, whether it is optional and whether the POM names the file, size, time and path; and one with the checksum of
 * these, for libraries missed would be missed in the image.
 */
@StartUp
final class RememberedLibraries {

    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 9;

    /** In characters, for what the POMs of Spring Boot say of three thousand dependencies. */
    private static final int ROOM = 1 << 19;

    private final Path file;
    private final boolean fixed;

    private RememberedLibraries(Path file, boolean fixed) {
        this.file = file;
        this.fixed = fixed;
    }

    /**
     * @param reactor the modules of this run, one of which may stand for a library now
     * @param shelf the folder they are kept in, together with those of other modules
     */
    static RememberedLibraries of(MavenProject project, List<MavenProject> reactor, Path localRepository, Path shelf) {
        StringBuilder text =
                new StringBuilder(ROOM).append("6\n").append(localRepository).append('\n');
        text.append(LibraryScopes.of(project)).append('\n');
        for (MavenProject module : reactor) {
            text.append(module.getId()).append('\n');
        }
        boolean fixed = append(text, project.getDependencies());
        DependencyManagement managed = project.getDependencyManagement();
        if (managed != null) {
            fixed &= append(text.append("managed\n"), managed.getDependencies());
        }
        for (var each : project.getRemoteArtifactRepositories()) {
            text.append(each.getId()).append(' ').append(each.getUrl()).append('\n');
        }
        return new RememberedLibraries(shelf.resolve(name(text.toString().getBytes(StandardCharsets.UTF_8))), fixed);
    }

    /**
     * Two checksums that the JVM has in machine code from its first moment on. SHA-256, which runs interpreted until it is hot,
     * would take 20 ms for what the POMs of Spring Boot say, and nobody has an interest in two POMs with the same checksums.
     */
    private static String name(byte[] text) {
        var crc32 = new CRC32();
        crc32.update(text);
        var crc32c = new CRC32C();
        crc32c.update(text);
        return Long.toHexString(crc32.getValue() << Integer.SIZE | crc32c.getValue()) + "-" + text.length;
    }

    /** Whether all versions are fixed. */
    private static boolean append(StringBuilder text, List<Dependency> dependencies) {
        boolean fixed = true;
        for (Dependency each : dependencies) {
            text.append(each.getGroupId()).append(':').append(each.getArtifactId());
            text.append(':').append(each.getType()).append(':').append(each.getClassifier());
            text.append(' ')
                    .append(each.getVersion())
                    .append(' ')
                    .append(each.getScope())
                    .append(' ')
                    .append(each.isOptional());
            text.append(' ').append(each.getSystemPath());
            for (Exclusion exclusion : each.getExclusions()) {
                text.append(" -").append(exclusion.getGroupId()).append(':').append(exclusion.getArtifactId());
            }
            text.append('\n');
            String version = String.valueOf(each.getVersion());
            fixed &= !version.startsWith("[") && !version.startsWith("(");
        }
        return fixed;
    }

    /** Empty if there are none that are good. */
    Optional<List<LibraryArtifact>> recall() throws IOException {
        Optional<String> lines = fixed ? CheckedText.read(file) : Optional.empty();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<LibraryArtifact> libraries = new ArrayList<>();
        for (int at = 0; at < lines.get().length(); ) {
            int next = lines.get().indexOf('\n', at);
            String line = lines.get().substring(at, next);
            at = next + 1;
            String[] parts = line.split(SEPARATOR, FIELDS);
            if (parts.length != FIELDS) {
                return Optional.empty();
            }
            LibraryArtifact library = new LibraryArtifact(
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3],
                    Boolean.parseBoolean(parts[4]),
                    Boolean.parseBoolean(parts[5]),
                    Library.Kind.RELEASE,
                    Path.of(parts[8]));
            if (!line.equals(line(library))) {
                return Optional.empty();
            }
            libraries.add(library);
        }
        return Optional.of(libraries);
    }

    void remember(RuntimeLibraries resolved) throws IOException {
        List<LibraryArtifact> libraries = resolved.artifacts();
        if (!fixed || !resolved.fixed() || !areReleases(libraries)) {
            Files.deleteIfExists(file);
            return;
        }
        StringBuilder text = new StringBuilder();
        for (LibraryArtifact library : libraries) {
            text.append(line(library)).append('\n');
        }
        Files.createDirectories(file.getParent());
        AtomicFiles.write(file, CheckedText.encode(text.toString()));
    }

    private static boolean areReleases(List<LibraryArtifact> libraries) {
        for (LibraryArtifact library : libraries) {
            if (library.kind() != Library.Kind.RELEASE) {
                return false;
            }
        }
        return true;
    }

    private static String line(LibraryArtifact library) throws IOException {
        try {
            return String.join(
                    SEPARATOR,
                    library.group(),
                    library.name(),
                    library.classifier(),
                    library.version(),
                    Boolean.toString(library.optional()),
                    Boolean.toString(library.system()),
                    Long.toString(Files.size(library.file())),
                    Long.toString(Files.getLastModifiedTime(library.file()).toMillis()),
                    library.file().toString());
        } catch (NoSuchFileException e) {
            return "gone";
        }
    }
}
