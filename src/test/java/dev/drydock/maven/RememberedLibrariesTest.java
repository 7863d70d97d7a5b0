package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.Library;
import dev.drydock.java.Library.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Exclusion;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedLibrariesTest {

    @TempDir
    Path dir;

    private final Dependency dependency = new Dependency();
    private final Dependency managed = new Dependency();
    private List<MavenProject> reactor = List.of();
    private Library jar;

    @BeforeEach
    void aProjectWithOneLibrary() throws Exception {
        jar = new Library(Files.writeString(dir.resolve("a.jar"), "a"), "g", Kind.RELEASE);
        dependency.setGroupId("g");
        dependency.setArtifactId("a");
        dependency.setVersion("1");
        managed.setGroupId("g");
        managed.setArtifactId("b");
        managed.setVersion("1");
        remembered().remember(List.of(jar));
    }

    @Test
    void nothingChanged() throws Exception {
        assertThat(remembered().recall()).contains(List.of(jar));
    }

    @Test
    void anotherVersion() throws Exception {
        dependency.setVersion("2");
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void anotherManagedVersion() throws Exception {
        managed.setVersion("2");
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void anExclusionMore() throws Exception {
        Exclusion exclusion = new Exclusion();
        exclusion.setGroupId("x");
        exclusion.setArtifactId("y");
        dependency.addExclusion(exclusion);
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void aModuleMoreInTheRun() throws Exception {
        Model module = new Model();
        module.setGroupId("g");
        module.setArtifactId("a");
        module.setVersion("1");
        reactor = List.of(new MavenProject(module));
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void anotherScope() throws Exception {
        dependency.setScope("test");
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void aFileThatHasGone() throws Exception {
        Files.delete(jar.file());
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void aFileWrittenAnew() throws Exception {
        Files.setLastModifiedTime(jar.file(), FileTime.fromMillis(1));
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void rangesAreResolvedEachTime() throws Exception {
        dependency.setVersion("[1,2)");
        remembered().remember(List.of(jar));
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void snapshotsAndModulesAreResolvedEachTime() throws Exception {
        for (Kind kind : List.of(Kind.SNAPSHOT, Kind.MODULE)) {
            remembered().remember(List.of(jar, new Library(jar.file(), "h", kind)));
            assertThat(remembered().recall()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoneOfOurs() throws Exception {
        Path file = dir.resolve("libraries");
        Files.writeString(file, Files.readAllLines(file).get(0) + "\nwhat\never\n");
        assertThat(remembered().recall()).isEmpty();
    }

    private RememberedLibraries remembered() {
        Model model = new Model();
        model.addDependency(dependency);
        DependencyManagement management = new DependencyManagement();
        management.addDependency(managed);
        model.setDependencyManagement(management);
        MavenProject project = new MavenProject(model);
        project.setRemoteArtifactRepositories(List.of());
        return RememberedLibraries.of(project, reactor, dir, dir.resolve("libraries"));
    }
}
