package dev.drydock.maven.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.jspecify.annotations.Nullable;

/** The libraries of a module, and which of them are modules of the same build. Used by several threads. */
public final class ModuleLibraries {

    /** The plugin that makes executable jars of Spring Boot applications, as {@link MavenProject#getPlugin} names it. */
    public static final String SPRING_BOOT = "org.springframework.boot:spring-boot-maven-plugin";

    private final MavenSession session;
    private final MavenProject project;
    private final ProjectDependenciesResolver resolver;
    private final boolean direct;
    private final Map<String, Object> notesOfRun;
    private @Nullable List<LibraryArtifact> found;

    /** @param direct whether the goal was named on the command line */
    ModuleLibraries(
            MavenSession session,
            MavenProject project,
            ProjectDependenciesResolver resolver,
            boolean direct,
            Map<String, Object> notesOfRun) {
        this.session = session;
        this.project = project;
        this.resolver = resolver;
        this.direct = direct;
        this.notesOfRun = notesOfRun;
    }

    /**
     * The files the project needs to run: those Maven has resolved, or else what a resolution of our own finds.
     *
     * @param store where that is kept for the next run; with {@code -U} it is found out anew
     */
    public synchronized List<LibraryArtifact> atRunTime(Path store) throws IOException {
        List<LibraryArtifact> known = found;
        if (known == null) {
            known = find(store);
            found = known;
        }
        return known;
    }

    private List<LibraryArtifact> find(Path store) throws IOException {
        Optional<List<LibraryArtifact>> resolved = ResolvedByMaven.of(project, RuntimeLibraries.modules(session));
        if (resolved.isPresent()) {
            return resolved.get();
        }
        var remembered =
                RememberedLibraries.of(project, session.getProjects(), localRepository(), store.resolve("libraries"));
        if (!session.getRequest().isUpdateSnapshots()) {
            Optional<List<LibraryArtifact>> known = remembered.recall();
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (direct) {
            RuntimeLibraries.takeWhatWasPackaged(session.getProjects());
        }
        RuntimeLibraries resolution = resolve();
        remembered.remember(resolution);
        return resolution.artifacts();
    }

    /** Maven may tell on the terminal what it downloads. */
    private RuntimeLibraries resolve() {
        if (!(notesOfRun.get(SharedScreen.NOTE) instanceof SharedScreen screen)) {
            return RuntimeLibraries.resolve(project, session, resolver);
        }
        screen.leave();
        try {
            return RuntimeLibraries.resolve(project, session, resolver);
        } finally {
            screen.enter();
        }
    }

    /** Those of them that Maven or an earlier run has resolved: nothing is resolved for it. */
    public List<LibraryArtifact> atRunTimeSoFar(Path store) throws IOException {
        Set<String> modules = RuntimeLibraries.modules(session);
        Optional<List<LibraryArtifact>> whole = ResolvedByMaven.of(project, modules);
        if (whole.isEmpty()) {
            whole = RememberedLibraries.of(
                            project, session.getProjects(), localRepository(), store.resolve("libraries"))
                    .recall();
        }
        return whole.isPresent() ? whole.get() : ResolvedByMaven.soFar(project, modules);
    }

    public Path localRepository() {
        return session.getRepositorySession().getLocalRepository().getBasedir().toPath();
    }

    /** The module of this build that a library is made by; empty if it comes from elsewhere. */
    public Optional<MavenProject> moduleOf(LibraryArtifact library) {
        for (MavenProject module : session.getAllProjects()) {
            if (module.getGroupId().equals(library.group())
                    && module.getArtifactId().equals(library.name())
                    && module.getVersion().equals(library.version())) {
                return Optional.of(module);
            }
        }
        return Optional.empty();
    }

    /** Whether the jar of a module of this build does not tell when it was packed. */
    public boolean packsReproducibly(LibraryArtifact library) {
        if (ImageTime.isGiven(session.getUserProperties().getProperty(ImageTime.OUTPUT_TIMESTAMP))) {
            return true;
        }
        Optional<MavenProject> module = moduleOf(library);
        return module.isPresent()
                && ImageTime.isGiven(module.get().getProperties().getProperty(ImageTime.OUTPUT_TIMESTAMP));
    }
}
