package dev.drydock.maven.artifacts;

import dev.drydock.image.Digest;
import dev.drydock.inventory.KnownArtifact;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The libraries of a module that it needs at run time, and the module itself. Nothing is looked at before somebody asks.
 * Used by several threads, but not while Maven itself is at work for the module. */
public final class ModuleArtifacts implements KnownArtifacts {

    private final Invocation here;
    private final Path store;
    private final boolean described;
    private @Nullable Map<Digest, KnownArtifact> libraries;
    private @Nullable ArtifactGraph graph;
    private @Nullable KnownArtifact application;
    private boolean soughtApplication;
    private @Nullable StoredJars stored;
    private @Nullable OwnFiles own;

    /**
     * @param store of the machine; facts about libraries are kept there
     * @param described whether the image is that of the module's application, as its POM describes it. For other images nothing
     *     is resolved that is not resolved already, as they may have nothing to do with it
     */
    public ModuleArtifacts(Invocation here, Path store, boolean described) {
        this.here = here;
        this.store = store;
        this.described = described;
    }

    @Override
    public synchronized Optional<KnownArtifact> find(Digest sha256, long size) throws IOException {
        if (!here.hasPom()) {
            return Optional.empty();
        }
        KnownArtifact library = libraries().get(sha256);
        return library == null && !described && isOwn(sha256, size) ? application() : Optional.ofNullable(library);
    }

    @Override
    public synchronized Optional<KnownArtifact> search(String file, Digest sha256, long size) throws IOException {
        StoredJars jars = stored == null ? new StoredJars(here.libraries().localRepository()) : stored;
        stored = jars;
        return jars.find(file, sha256, size);
    }

    /** A description says itself what is in the image. */
    private boolean isOwn(Digest sha256, long size) throws IOException {
        OwnFiles files = own == null ? new OwnFiles(here.project()) : own;
        own = files;
        return files.contain(sha256, size);
    }

    @Override
    public boolean isApplicationCertain() {
        return described;
    }

    @Override
    public synchronized Optional<KnownArtifact> application() throws IOException {
        if (!soughtApplication) {
            application = findApplication();
            soughtApplication = true;
        }
        return Optional.ofNullable(application);
    }

    private @Nullable KnownArtifact findApplication() throws IOException {
        MavenProject project = here.project();
        if (!here.hasPom() || project.getPackaging().equals("pom")) {
            return null;
        }
        return new KnownArtifact(
                project.getGroupId(),
                project.getArtifactId(),
                project.getVersion(),
                "",
                project.getPackaging().equals("war") ? "war" : "jar",
                "",
                PomFile.names(project.getLicenses()),
                graph().purls(FactsMemory.needs(project)));
    }

    private Map<Digest, KnownArtifact> libraries() throws IOException {
        Map<Digest, KnownArtifact> known = libraries;
        if (known == null) {
            known = graph().artifacts();
            libraries = known;
        }
        return known;
    }

    private ArtifactGraph graph() throws IOException {
        ArtifactGraph known = graph;
        if (known == null) {
            List<LibraryArtifact> artifacts = described
                    ? here.libraries().atRunTime(store)
                    : here.libraries().atRunTimeSoFar(store);
            String key = "facts " + here.project().getBasedir();
            Path file = store.resolve("libraries")
                    .resolve(Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex());
            var memory = new FactsMemory(file, here.libraries().localRepository());
            known = new ArtifactGraph(memory.of(artifacts, new BuiltNow()), FactsMemory.needs(here.project()));
            graph = known;
        }
        return known;
    }

    /** Libraries that are modules of this run. */
    private final class BuiltNow implements FactsMemory.Modules {

        @Override
        public Optional<MavenProject> find(LibraryArtifact library) {
            return here.libraries().moduleOf(library);
        }
    }
}
