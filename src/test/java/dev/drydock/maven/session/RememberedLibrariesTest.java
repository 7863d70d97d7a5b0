package dev.drydock.maven.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.java.Library.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Exclusion;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
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
    private LibraryArtifact jar;
    private boolean executableJar;

    @BeforeEach
    void aProjectWithOneLibrary() throws Exception {
        jar = library(Files.writeString(dir.resolve("a.jar"), "a"), Kind.RELEASE);
        dependency.setGroupId("g");
        dependency.setArtifactId("a");
        dependency.setVersion("1");
        managed.setGroupId("g");
        managed.setArtifactId("b");
        managed.setVersion("1");
        remembered().remember(resolved(jar));
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
    void anExecutableJarOfSpringBootNow() throws Exception {
        executableJar = true;
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
        remembered().remember(resolved(jar));
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void aRangeInALibrarysPomIsResolvedEachTime() throws Exception {
        remembered().remember(new RuntimeLibraries(List.of(jar), false));
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void whatOtherModulesNeedIsKeptBesideIt() throws Exception {
        dependency.setVersion("2");
        LibraryArtifact other = library(Files.writeString(dir.resolve("b.jar"), "b"), Kind.RELEASE);
        remembered().remember(resolved(other));
        assertThat(remembered().recall()).contains(List.of(other));
        dependency.setVersion("1");
        assertThat(remembered().recall()).contains(List.of(jar));
    }

    @Test
    void snapshotsAndModulesAreResolvedEachTime() throws Exception {
        for (Kind kind : List.of(Kind.SNAPSHOT, Kind.MODULE)) {
            remembered().remember(resolved(jar, library(jar.file(), kind)));
            assertThat(remembered().recall()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoneOfOurs() throws Exception {
        Files.writeString(file(), "what\never\n");
        assertThat(remembered().recall()).isEmpty();
    }

    @Test
    void aFileCutShortAnywhere() throws Exception {
        LibraryArtifact other = library(Files.writeString(dir.resolve("b.jar"), "b"), Kind.RELEASE);
        remembered().remember(resolved(jar, other));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(remembered().recall()).as("%s bytes", length).isEmpty();
        }
        Files.write(file(), whole);
        assertThat(remembered().recall()).contains(List.of(jar, other));
    }

    @Test
    void aGarbledFile() throws Exception {
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i++) {
            for (int value : new int[] {0, 0xFF, whole[i] ^ 1}) {
                byte[] garbled = whole.clone();
                garbled[i] = (byte) value;
                Files.write(file(), garbled);
                assertThat(remembered().recall()).as("%s at %s", value, i).isEmpty();
            }
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("libraries"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static LibraryArtifact library(Path file, Kind kind) {
        return new LibraryArtifact("g", "n", "", "1", true, false, kind, file);
    }

    private static RuntimeLibraries resolved(LibraryArtifact... libraries) {
        return new RuntimeLibraries(List.of(libraries), true);
    }

    private RememberedLibraries remembered() {
        Model model = new Model();
        model.addDependency(dependency);
        DependencyManagement management = new DependencyManagement();
        management.addDependency(managed);
        model.setDependencyManagement(management);
        if (executableJar) {
            Plugin plugin = new Plugin();
            plugin.setGroupId("org.springframework.boot");
            plugin.setArtifactId("spring-boot-maven-plugin");
            model.setBuild(new Build());
            model.getBuild().addPlugin(plugin);
        }
        MavenProject project = new MavenProject(model);
        project.setRemoteArtifactRepositories(List.of());
        return RememberedLibraries.of(project, reactor, dir, dir.resolve("libraries"));
    }
}
