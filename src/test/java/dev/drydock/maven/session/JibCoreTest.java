package dev.drydock.maven.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.drydock.maven.ResolvedDependencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JibCoreTest {

    @TempDir
    Path dir;

    private final Map<String, Object> notes = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void itIsResolvedOnceInARunAndSeesNothingOfThisPlugin() throws Exception {
        Files.writeString(dir.resolve("jib-core.jar"), "");
        ClassLoader classes = classes(request -> {
            request.getMavenProject()
                    .getDependencies()
                    .forEach(each ->
                            asked.add(each.getGroupId() + ":" + each.getArtifactId() + ":" + each.getVersion()));
            var artifact = new DefaultArtifact("g:a:1")
                    .setFile(dir.resolve("jib-core.jar").toFile());
            return new ResolvedDependencies(List.of(new Dependency(artifact, "runtime")));
        });
        assertThat(asked).containsExactly("com.google.cloud.tools:jib-core:" + JibCore.VERSION);
        assertThatThrownBy(() -> classes.loadClass(JibCore.class.getName())).isInstanceOf(ClassNotFoundException.class);
        assertThat(classes(request -> {
                    throw new AssertionError("asked again");
                }))
                .isSameAs(classes);
    }

    @Test
    void theVersionIsTheOneTheTestsKnow() {
        assertThat(CredentialRetrieverFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("jib-core-" + JibCore.VERSION + ".jar");
    }

    @Test
    void aRepositoryThatHasItNotIsTold() {
        assertThatThrownBy(() -> classes(request -> {
                    throw new DependencyResolutionException(
                            new ResolvedDependencies(List.of()), "offline", new IOException());
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jib-core " + JibCore.VERSION)
                .hasMessageContaining("cannot be fetched from Maven's repositories");
    }

    private ClassLoader classes(ProjectDependenciesResolver resolver) throws IOException {
        MavenProject project = new MavenProject();
        project.setPluginArtifactRepositories(List.of());
        return new JibCore(notes, project, new DefaultRepositorySystemSession(), resolver).classes();
    }
}
