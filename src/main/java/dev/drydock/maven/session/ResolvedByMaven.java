package dev.drydock.maven.session;

import dev.drydock.startup.StartUp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.resolver.filter.CumulativeScopeArtifactFilter;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;

/**
 * The libraries of a module that Maven has resolved already, because goals that ran before need them: compiler and tests. The
 * image gets these files, and nothing is resolved a second time. The goal does not ask Maven for them itself, since that would
 * resolve for Dockerfiles too, and for every {@code mvn drydock:build}; so what there is may be less than a run needs.
 */
@StartUp
final class ResolvedByMaven {

    private ResolvedByMaven() {}

    /** Empty unless it is certain that nothing is missing. */
    static Optional<List<LibraryArtifact>> of(MavenProject project, Set<String> modules) {
        if (project.getDependencies().isEmpty()) {
            return Optional.of(List.of());
        }
        Set<Artifact> resolved = artifacts(project);
        LibraryScopes scopes = LibraryScopes.of(project);
        return isWhole(resolved, project.getDependencies(), scopes)
                ? Optional.of(RuntimeLibraries.onClassPath(resolved, scopes, modules))
                : Optional.empty();
    }

    /** Those that are there, such as all that the module is compiled with: there may be more that it needs to run. */
    static List<LibraryArtifact> soFar(MavenProject project, Set<String> modules) {
        return RuntimeLibraries.onClassPath(artifacts(project), LibraryScopes.of(project), modules);
    }

    /** Maven shows a goal no more than it asks for, and ours asks for nothing, as before and after this. */
    private static Set<Artifact> artifacts(MavenProject project) {
        project.setArtifactFilter(new CumulativeScopeArtifactFilter(List.of(Artifact.SCOPE_TEST)));
        try {
            return project.getArtifacts();
        } finally {
            project.setArtifactFilter(null);
        }
    }

    /**
     * Maven resolves by scope. Files that only tests need are there when everything was resolved, and files of the scope
     * {@code runtime} when everything was that a run needs, apart from the scopes that only the module itself can have.
     * Without either, Maven may have resolved for the compiler alone.
     */
    private static boolean isWhole(Set<Artifact> resolved, List<Dependency> declared, LibraryScopes scopes) {
        boolean beyondCompilation = false;
        Set<String> found = new HashSet<>();
        for (Artifact artifact : resolved) {
            if (artifact.getFile() != null) {
                String scope = artifact.getScope();
                found.add(scope);
                beyondCompilation |= Artifact.SCOPE_TEST.equals(scope) || Artifact.SCOPE_RUNTIME.equals(scope);
            } else if (scopes.has(artifact)) {
                return false;
            }
        }
        for (Dependency each : declared) {
            if (scopes.hasApart(each) && !found.contains(each.getScope())) {
                return false;
            }
        }
        return beyondCompilation;
    }
}
