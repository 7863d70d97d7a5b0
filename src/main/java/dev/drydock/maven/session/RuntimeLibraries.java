package dev.drydock.maven.session;

import dev.drydock.failure.BuildFailure;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.version.VersionConstraint;

/**
 * The libraries a module needs to run, resolved by this plugin where Maven has not done so; see {@link ResolvedByMaven}.
 *
 * @param artifacts in the order of Maven's class path
 * @param fixed whether no version was chosen from a range, here or by a library, which another day may choose otherwise
 */
record RuntimeLibraries(List<LibraryArtifact> artifacts, boolean fixed) {

    @SuppressWarnings("deprecation") // no other name for what Maven itself goes by
    static RuntimeLibraries resolve(MavenProject project, MavenSession session, ProjectDependenciesResolver resolver) {
        LibraryScopes scopes = LibraryScopes.of(project);
        var request = new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
        request.setResolutionFilter((node, parents) -> isNeeded(node, scopes));
        // With the notes of an earlier resolution Maven would take the newest build of a snapshot, whatever build
        // the POM asks for.
        Set<Artifact> earlier = project.getDependencyArtifacts();
        project.setDependencyArtifacts(null);
        try {
            DependencyNode graph = resolver.resolve(request).getDependencyGraph();
            Set<Artifact> found = new LinkedHashSet<>();
            RepositoryUtils.toArtifacts(
                    found, graph.getChildren(), List.of(), (node, parents) -> isNeeded(node, scopes));
            return new RuntimeLibraries(
                    onClassPath(found, scopes, modules(session)),
                    !hasRange(graph, Collections.newSetFromMap(new IdentityHashMap<>())));
        } catch (DependencyResolutionException e) {
            throw BuildFailure.ofBuild(
                    "The libraries that " + project.getArtifactId() + " needs at run time cannot be resolved: "
                            + e.getMessage(),
                    "If one is a module of this build, it must be packaged first: run 'mvn package'.");
        } finally {
            project.setDependencyArtifacts(earlier);
        }
    }

    /**
     * For a goal on its own: Maven 3 does not look for jars of modules that an earlier run has left, and would ask repositories
     * for them.
     */
    static void takeWhatWasPackaged(List<MavenProject> modules) {
        for (MavenProject module : modules) {
            var artifact = module.getArtifact();
            File jar =
                    new File(module.getBuild().getDirectory(), module.getBuild().getFinalName() + ".jar");
            if (module.getPackaging().equals("jar") && artifact.getFile() == null && jar.isFile()) {
                artifact.setFile(jar);
            }
        }
    }

    /** Those with a file. */
    static List<LibraryArtifact> onClassPath(
            Collection<Artifact> artifacts, LibraryScopes scopes, Set<String> modules) {
        List<LibraryArtifact> libraries = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            if (scopes.has(artifact) && artifact.getFile() != null) {
                libraries.add(LibraryArtifact.of(artifact, modules));
            }
        }
        return libraries;
    }

    private static boolean isNeeded(DependencyNode node, LibraryScopes scopes) {
        Dependency dependency = node.getDependency();
        return dependency == null || scopes.has(dependency.getScope());
    }

    /** Nodes may have each other as children. */
    private static boolean hasRange(DependencyNode node, Set<DependencyNode> seen) {
        if (!seen.add(node)) {
            return false;
        }
        VersionConstraint asked = node.getVersionConstraint();
        if (asked != null && asked.getRange() != null) {
            return true;
        }
        for (DependencyNode child : node.getChildren()) {
            if (hasRange(child, seen)) {
                return true;
            }
        }
        return false;
    }

    /** All of the build, also those that are not built in this run. */
    static Set<String> modules(MavenSession session) {
        Set<String> modules = new HashSet<>();
        for (MavenProject project : session.getAllProjects()) {
            modules.add(LibraryArtifact.key(project.getGroupId(), project.getArtifactId(), project.getVersion()));
        }
        return modules;
    }
}
