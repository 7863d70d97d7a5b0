package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import dev.drydock.io.DigestingInput;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Facts about the libraries of a module, kept in a file: a library is read again, with its POM, only when its file has changed. */
final class FactsMemory {

    private static final String VERSION = "facts 2";

    private final Path file;
    private final PomFile.Reader poms;
    private final Map<String, ArtifactFacts> known = new HashMap<>();

    FactsMemory(Path file, Path localRepository) {
        this.file = file;
        this.poms = new PomFile.Reader(localRepository);
    }

    /** Says which project of this build a library is, if it is one. */
    interface Modules {
        Optional<MavenProject> find(LibraryArtifact library);
    }

    /** In the order of the libraries; those that are folders, as of modules that are not packed yet, are left out. */
    List<DescribedLibrary> of(List<LibraryArtifact> libraries, Modules modules) throws IOException {
        List<String> lines = CheckedText.lines(file);
        if (!lines.isEmpty() && lines.get(0).equals(VERSION)) {
            for (String line : lines.subList(1, lines.size())) {
                ArtifactFacts facts = ArtifactFacts.decode(line);
                known.put(facts.stamp(), facts);
            }
        }
        boolean learned = false;
        List<DescribedLibrary> all = new ArrayList<>();
        for (LibraryArtifact library : libraries) {
            BasicFileAttributes attributes = attributes(library.file());
            if (attributes == null || !attributes.isRegularFile()) {
                continue;
            }
            String stamp = ArtifactFacts.stamp(library.file(), attributes);
            ArtifactFacts facts = known.get(stamp);
            if (facts == null) {
                facts = read(stamp, library, modules.find(library));
                learned = true;
            }
            all.add(new DescribedLibrary(library, facts));
        }
        if (learned) {
            keep(all);
        }
        return all;
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private ArtifactFacts read(String stamp, LibraryArtifact library, Optional<MavenProject> module)
            throws IOException {
        Digest sha256 = Digest.ofSha256(DigestingInput.hash(library.file(), Digest.newSha256()));
        if (module.isPresent()) {
            return new ArtifactFacts(stamp, sha256, PomFile.names(module.get().getLicenses()), needs(module.get()));
        }
        Path beside = library.file().resolveSibling(library.name() + "-" + library.version() + ".pom");
        Path pom = Files.isRegularFile(beside) ? beside : poms.file(library.group(), library.name(), library.version());
        if (!Files.isRegularFile(pom)) {
            return new ArtifactFacts(stamp, sha256, List.of(), List.of());
        }
        try {
            PomFile read = poms.read(pom);
            return new ArtifactFacts(stamp, sha256, read.licences(), read.needs());
        } catch (IOException noPom) {
            // Maven itself has warned of it and goes on, taking the artifact for one that needs nothing.
            return new ArtifactFacts(stamp, sha256, List.of(), List.of());
        }
    }

    /** The needs that a project of this build declares, optional things included: they are in the image of whoever declares them. */
    static List<Need> needs(MavenProject project) {
        List<Need> needs = new ArrayList<>();
        for (Dependency each : project.getDependencies()) {
            Need.add(
                    needs,
                    each.getGroupId(),
                    each.getArtifactId(),
                    each.getClassifier() == null ? "" : each.getClassifier(),
                    each.getScope() == null ? "compile" : each.getScope());
        }
        return needs;
    }

    private void keep(List<DescribedLibrary> all) throws IOException {
        var text = new StringBuilder(VERSION).append('\n');
        for (DescribedLibrary each : all) {
            text.append(each.facts().encode()).append('\n');
        }
        Files.createDirectories(file.getParent());
        AtomicFiles.write(file, CheckedText.encode(text.toString()));
    }
}
