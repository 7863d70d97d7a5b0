package dev.drydock.maven.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.Library.Kind;
import dev.drydock.maven.ResolvedDependencies;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.graph.DefaultDependencyNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the libraries of an image come from: from Maven where it has resolved them, else from a resolution like its first. */
class RuntimeLibrariesTest {

    private final MavenProject project = new MavenProject(new Model());

    @Test
    void whatMavenHasResolvedIsTakenInItsOrderWithoutWhatNoApplicationNeeds() {
        resolved(
                artifact("b", "1", "compile"),
                artifact("servlet-api", "1", "provided"),
                artifact("a", "1.0-20260101.000001-1", "runtime"),
                artifact("junit", "1", "test"),
                artifact("core", "3", "compile"),
                notOnClassPath(artifact("parent", "3", "compile")));
        assertThat(ResolvedByMaven.of(project, Set.of("g:core:3")))
                .contains(List.of(
                        library("b", "1", Kind.RELEASE),
                        library("a", "1.0-SNAPSHOT", Kind.SNAPSHOT),
                        library("core", "3", Kind.MODULE)));
        assertThat(project.getArtifacts()).isEmpty();
    }

    /** The scopes Maven has resolved are not to be had from it, only what it found. */
    @ParameterizedTest
    @CsvSource({
        "compile, false",
        "compile provided system, false",
        "compile test, true",
        "compile runtime, true",
        "compile runtime/no-file, false",
        "compile test/no-file, false",
        "compile/no-file test, false",
        "provided/no-file test, true",
        "'', false",
    })
    void onlyWhatWasResolvedForMoreThanTheCompilerIsSureToBeWhole(String scopes, boolean whole) {
        resolved(artifacts(scopes));
        assertThat(ResolvedByMaven.of(project, Set.of()).isPresent()).isEqualTo(whole);
    }

    @Test
    void aFileThePomNamesMustBeAmongThem() {
        resolved(artifact("a", "1", "runtime"));
        Dependency named = new Dependency();
        named.setScope("system");
        project.getDependencies().add(named);
        assertThat(ResolvedByMaven.of(project, Set.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "provided compile test, true",
        "provided compile runtime, true",
        "compile runtime, false",
        "provided/no-file compile test, false",
    })
    void anExecutableJarOfSpringBootHasWhatIsProvidedToo(String scopes, boolean whole) {
        executableJar();
        resolved(artifacts(scopes));
        Dependency provided = new Dependency();
        provided.setScope("provided");
        project.getDependencies().add(provided);
        Optional<List<LibraryArtifact>> found = ResolvedByMaven.of(project, Set.of());
        assertThat(found.isPresent()).isEqualTo(whole);
        found.ifPresent(libraries -> assertThat(libraries).contains(library("n0", "1", Kind.RELEASE)));
    }

    @Test
    void aResolutionOfOurOwnHasWhatIsProvidedForAnExecutableJarOnly() {
        List<String> scopes = List.of("compile", "runtime", "provided", "system", "test");
        assertThat(resolvedScopes(scopes)).containsExactly("compile", "runtime", "system");
        executableJar();
        assertThat(resolvedScopes(scopes)).containsExactly("compile", "runtime", "provided", "system");
    }

    private List<String> resolvedScopes(List<String> scopes) {
        List<String> asked = new ArrayList<>();
        RuntimeLibraries.resolve(project, session(), request -> {
            for (String scope : scopes) {
                var node = new DefaultDependencyNode(new org.eclipse.aether.graph.Dependency(
                        new org.eclipse.aether.artifact.DefaultArtifact("g", "a", "jar", "1"), scope));
                if (request.getResolutionFilter().accept(node, List.of())) {
                    asked.add(scope);
                }
            }
            return new ResolvedDependencies(List.of());
        });
        return asked;
    }

    private void executableJar() {
        Plugin plugin = new Plugin();
        plugin.setGroupId("org.springframework.boot");
        plugin.setArtifactId("spring-boot-maven-plugin");
        Build build = new Build();
        build.addPlugin(plugin);
        project.setBuild(build);
    }

    /** For those who only want to know libraries again. */
    @Test
    void whatWasResolvedForTheCompilerAloneIsThereSoFar() {
        Artifact absent = artifact("absent", "1", "runtime");
        absent.setFile(null);
        resolved(artifact("a", "1", "compile"), artifact("servlet-api", "1", "provided"), absent);
        assertThat(ResolvedByMaven.of(project, Set.of())).isEmpty();
        assertThat(ResolvedByMaven.soFar(project, Set.of())).containsExactly(library("a", "1", Kind.RELEASE));
    }

    @Test
    void withoutDependenciesNothingIsResolved() {
        assertThat(ResolvedByMaven.of(project, Set.of())).contains(List.of());
    }

    @Test
    void aResolutionOfOurOwnStartsFromThePomAndLeavesNoTrace() {
        Set<Artifact> earlier = new LinkedHashSet<>(List.of(artifact("a", "1.0-20260101.000001-1", "compile")));
        project.setDependencyArtifacts(earlier);
        List<Optional<Set<Artifact>>> seen = new ArrayList<>();
        RuntimeLibraries.resolve(project, session(), request -> {
            seen.add(Optional.ofNullable(request.getMavenProject().getDependencyArtifacts()));
            return new ResolvedDependencies(List.of());
        });
        assertThat(seen).containsExactly(Optional.empty());
        assertThat(project.getDependencyArtifacts()).isSameAs(earlier);
    }

    private void resolved(Artifact... artifacts) {
        Dependency dependency = new Dependency();
        dependency.setScope("compile");
        project.getModel().addDependency(dependency);
        project.setResolvedArtifacts(new LinkedHashSet<>(List.of(artifacts)));
    }

    private static LibraryArtifact library(String name, String version, Kind kind) {
        return new LibraryArtifact("g", name, "", version, false, false, kind, new File(name + ".jar").toPath());
    }

    /** With spaces between, {@code n0}, {@code n1} and so on. */
    private static Artifact[] artifacts(String scopes) {
        List<Artifact> artifacts = new ArrayList<>();
        for (String each : scopes.split(" ")) {
            if (!each.isEmpty()) {
                Artifact artifact = artifact("n" + artifacts.size(), "1", each.replace("/no-file", ""));
                if (each.endsWith("/no-file")) {
                    artifact.setFile(null);
                }
                artifacts.add(artifact);
            }
        }
        return artifacts.toArray(Artifact[]::new);
    }

    private static Artifact artifact(String name, String version, String scope) {
        var handler = new DefaultArtifactHandler("jar");
        handler.setAddedToClasspath(true);
        Artifact artifact = new DefaultArtifact("g", name, version, scope, "jar", null, handler);
        artifact.setFile(new File(name + ".jar"));
        return artifact;
    }

    private static Artifact notOnClassPath(Artifact artifact) {
        artifact.setArtifactHandler(new DefaultArtifactHandler("pom"));
        return artifact;
    }

    @SuppressWarnings("deprecation") // the constructor Maven's own tests use
    private MavenSession session() {
        var session = new MavenSession(
                null,
                new DefaultRepositorySystemSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        session.setProjects(List.of(project));
        session.setAllProjects(List.of(project));
        return session;
    }
}
