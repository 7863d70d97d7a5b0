package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import dev.drydock.inventory.KnownArtifact;
import dev.drydock.io.DigestingInput;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jars of a local repository, found by name and content. Its folders are listed once, when somebody asks first. */
final class StoredJars {

    /** Folders of an artifact: its group's at least, its own, its version's. */
    private static final int LEAST_FOLDERS = 3;

    private final Path repository;
    private final PomFile.Reader poms;
    private final Map<String, List<Path>> byName = new HashMap<>();
    private final Map<String, Optional<KnownArtifact>> answers = new HashMap<>();
    private boolean listed;

    StoredJars(Path repository) {
        this.repository = repository;
        this.poms = new PomFile.Reader(repository);
    }

    /** The first in the order of their paths, if several artifacts are the same file. Asked again, it knows the answer. */
    Optional<KnownArtifact> find(String name, Digest sha256, long size) throws IOException {
        String question = name + " " + sha256;
        Optional<KnownArtifact> known = answers.get(question);
        if (known == null) {
            known = search(name, sha256, size);
            answers.put(question, known);
        }
        return known;
    }

    private Optional<KnownArtifact> search(String name, Digest sha256, long size) throws IOException {
        if (!listed) {
            list(repository.toFile());
        }
        listed = true;
        List<Path> named = new ArrayList<>(byName.getOrDefault(name, List.of()));
        Collections.sort(named);
        for (Path jar : named) {
            Optional<KnownArtifact> artifact = artifact(jar);
            if (artifact.isPresent()
                    && Files.size(jar) == size
                    && Digest.ofSha256(DigestingInput.hash(jar, Digest.newSha256()))
                            .equals(sha256)) {
                return artifact;
            }
        }
        return Optional.empty();
    }

    /** As the layout of local repositories says: folders of the group, name, version, and a file that begins with these two. */
    private Optional<KnownArtifact> artifact(Path jar) {
        Path folder = repository.relativize(jar.getParent());
        int folders = folder.getNameCount();
        if (folders < LEAST_FOLDERS) {
            return Optional.empty();
        }
        List<String> group = new ArrayList<>();
        for (int i = 0; i < folders - 2; i++) {
            group.add(folder.getName(i).toString());
        }
        String name = folder.getName(folders - 2).toString();
        String version = folder.getName(folders - 1).toString();
        String file = String.valueOf(jar.getFileName());
        String begin = name + "-" + version;
        String rest = file.substring(0, file.length() - ".jar".length());
        if (!rest.equals(begin) && !rest.startsWith(begin + "-")) {
            return Optional.empty();
        }
        String classifier = rest.equals(begin) ? "" : rest.substring(begin.length() + 1);
        String groupId = String.join(".", group);
        return Optional.of(new KnownArtifact(
                groupId, name, version, classifier, "jar", "", licences(groupId, name, version), List.of()));
    }

    private List<String> licences(String group, String name, String version) {
        try {
            return poms.read(poms.file(group, name, version)).licences();
        } catch (IOException noPom) {
            return List.of();
        }
    }

    /**
     * Lists names and asks nothing else of files, since a repository has tens of thousands. The folder of a version has no others; others
     * may be at work in the repository.
     */
    private void list(File folder) {
        String[] names = folder.list();
        if (names == null) {
            return;
        }
        boolean version = false;
        for (String name : names) {
            if (name.endsWith(".jar")) {
                add(folder, name);
            }
            version |= name.endsWith(".jar") || name.endsWith(".pom");
        }
        if (!version) {
            for (String name : names) {
                File inner = new File(folder, name);
                if (!Files.isSymbolicLink(inner.toPath())) {
                    list(inner);
                }
            }
        }
    }

    private void add(File folder, String name) {
        List<Path> same = byName.get(name);
        if (same == null) {
            same = new ArrayList<>();
            byName.put(name, same);
        }
        same.add(new File(folder, name).toPath());
    }
}
