package dev.drydock.maven.session;

import dev.drydock.java.Library;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.artifact.Artifact;

/**
 * A library as Maven knows it: by its coordinates, and by what decides whether an image gets it.
 *
 * @param classifier "" if it has none
 * @param version without the time a snapshot was deployed at
 * @param optional whether it, or what it is needed by, is declared optional by the module
 * @param system whether the POM says where the file lies
 */
@StartUp
public record LibraryArtifact(
        String group,
        String name,
        String classifier,
        String version,
        boolean optional,
        boolean system,
        Library.Kind kind,
        Path file) {

    /**
     * @param artifact whose file is known
     * @param modules of the build, as {@link #key} has them
     */
    static LibraryArtifact of(Artifact artifact, Set<String> modules) {
        String key = key(artifact.getGroupId(), artifact.getArtifactId(), artifact.getBaseVersion());
        Library.Kind kind = modules.contains(key)
                ? Library.Kind.MODULE
                : artifact.isSnapshot() ? Library.Kind.SNAPSHOT : Library.Kind.RELEASE;
        return new LibraryArtifact(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getClassifier() == null ? "" : artifact.getClassifier(),
                artifact.getBaseVersion(),
                artifact.isOptional(),
                Artifact.SCOPE_SYSTEM.equals(artifact.getScope()),
                kind,
                artifact.getFile().toPath());
    }

    /** Names a module, whichever of its artifacts is meant. */
    static String key(String group, String name, String version) {
        return group + ":" + name + ":" + version;
    }

    public Library library() {
        return new Library(file, group, kind);
    }
}
