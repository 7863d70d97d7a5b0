package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.Library;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionResult;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.version.VersionConstraint;

/**
 * What a module needs to run, resolved when a Java image is built and not before every goal: a Dockerfile needs none of it, and
 * {@code requiresDependencyResolution} would not serve all modules of {@code mvn drydock:build}.
 *
 * @param libraries in the order of the class path
 * @param fixed whether no version was chosen from a range, here or by a library, which another day may choose otherwise
 */
record RuntimeLibraries(List<Library> libraries, boolean fixed) {

    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system");

    static RuntimeLibraries of(MavenProject project, MavenSession session, ProjectDependenciesResolver resolver) {
        var request = new DefaultDependencyResolutionRequest(project, session.getRepositorySession());
        request.setResolutionFilter((node, parents) -> {
            Dependency dependency = node.getDependency();
            return dependency == null || SCOPES.contains(dependency.getScope());
        });
        try {
            DependencyResolutionResult result = resolver.resolve(request);
            return new RuntimeLibraries(
                    libraries(result, modules(session)),
                    !hasRange(result.getDependencyGraph(), Collections.newSetFromMap(new IdentityHashMap<>())));
        } catch (DependencyResolutionException e) {
            throw BuildFailure.ofBuild(
                    "The libraries " + project.getArtifactId() + " needs at run time cannot be had: " + e.getMessage(),
                    "A module of this build must have been packaged before: run 'mvn package'.");
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

    private static List<Library> libraries(DependencyResolutionResult result, Set<String> modules) {
        List<Library> libraries = new ArrayList<>();
        for (Dependency dependency : result.getResolvedDependencies()) {
            Artifact artifact = dependency.getArtifact();
            if (artifact.getFile() == null || !SCOPES.contains(dependency.getScope()) || !onClassPath(artifact)) {
                continue;
            }
            String id = artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getBaseVersion();
            Library.Kind kind = modules.contains(id)
                    ? Library.Kind.MODULE
                    : artifact.isSnapshot() ? Library.Kind.SNAPSHOT : Library.Kind.RELEASE;
            libraries.add(new Library(artifact.getFile().toPath(), artifact.getGroupId(), kind));
        }
        return libraries;
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

    /** Not the POM of a module that is named only so that its image is built first. */
    private static boolean onClassPath(Artifact artifact) {
        return artifact.getExtension().equals("jar");
    }

    private static Set<String> modules(MavenSession session) {
        Set<String> modules = new HashSet<>();
        for (MavenProject project : session.getAllProjects()) {
            modules.add(project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion());
        }
        return modules;
    }
}
