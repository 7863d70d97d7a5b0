package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.Secret;
import dev.drydock.failure.BuildFailure;
import dev.drydock.foreign.ForeignFileSystem;
import dev.drydock.frontend.NamedContext;
import dev.drydock.maven.OneProject;
import dev.drydock.maven.RecordedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths in settings as users of Windows write them. */
@EnabledOnOs(OS.LINUX)
class ForeignPathsTest {

    @TempDir
    Path real;

    private ForeignFileSystem windows;
    private Path base;

    @BeforeEach
    void makeProject() throws Exception {
        windows = ForeignFileSystem.windows()
                .with("D:", Files.createDirectories(real.resolve("d")))
                .with("\\\\server\\share", Files.createDirectories(real.resolve("share")));
        base = windows.getPath("D:\\project");
    }

    private Settings settings(Map<String, String> user) {
        return new Settings(new SettingSources(
                user,
                new XmlElement("configuration", "", List.of()),
                Map.of(),
                Map.of(),
                base,
                new Expressions(user, Map.of(), Map.of(), new OneProject()),
                new SettingsLog(new RecordedLog(), new HashMap<>())));
    }

    @ParameterizedTest
    @CsvSource({
        "docker, D:\\project\\docker",
        "docker/a, D:\\project\\docker\\a",
        "docker\\a, D:\\project\\docker\\a",
        "..\\other, D:\\other",
        "C:\\Users\\me\\app, C:\\Users\\me\\app",
        "C:/Users/me/app, C:\\Users\\me\\app",
        "\\\\server\\share\\app, \\\\server\\share\\app",
        "//server/share/app, \\\\server\\share\\app",
        "with blank\\Dockerfile, D:\\project\\with blank\\Dockerfile",
    })
    void pathsAreTakenInBothSpellings(String written, String meant) {
        for (Setting<Path> setting :
                List.of(DrydockSettings.CONTEXT, DrydockSettings.DOCKERFILE, DrydockSettings.LOCK_FILE)) {
            assertThat(settings(Map.of(setting.property(), written)).path(setting))
                    .hasValueSatisfying(path -> assertThat(path).hasToString(meant));
        }
        assertThat(Secret.parse("file:" + written, base)).isEqualTo(new Secret.OfFile(windows.getPath(meant)));
        assertThat(NamedContext.parse(written, base))
                .isInstanceOfSatisfying(
                        NamedContext.Directory.class,
                        directory -> assertThat(directory.path().normalize()).hasToString(meant));
        assertThat(NamedContext.parse("oci-layout://" + written, base))
                .isInstanceOfSatisfying(
                        NamedContext.Layout.class,
                        layout -> assertThat(layout.path().normalize()).hasToString(meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"what?", "a*", "http://host/context", "a|b"})
    void whatCannotBeAPathIsToldWithTheReason(String written) {
        assertThatThrownBy(() -> settings(Map.of("drydock.context", written)).path(DrydockSettings.CONTEXT))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("'" + written + "' cannot be a path on this machine: Illegal char");
    }

    @Test
    void addressesAreNoPaths() {
        assertThat(NamedContext.parse("https://github.com/a/b.git", base)).isInstanceOf(NamedContext.Remote.class);
        assertThat(NamedContext.parse("git@github.com:a/b.git", base)).isInstanceOf(NamedContext.Remote.class);
        assertThat(NamedContext.parse("docker-image://debian", base)).isInstanceOf(NamedContext.Image.class);
    }

    @Test
    void aFolderOfFilesIsNamedInTheImageAsEveryMachineNamesIt() throws Exception {
        Files.createDirectories(real.resolve("d/project/src/main/image/opt"));
        Map<String, List<dev.drydock.plan.Mapping>> trees = new HashMap<>();
        var from = new XmlElement("files", "", List.of(new XmlElement("from", "src\\main\\image", List.of())));
        var settings = new Settings(new SettingSources(
                Map.of(),
                new XmlElement("configuration", "", List.of(new XmlElement("files", "", List.of(from)))),
                Map.of(),
                Map.of(),
                base,
                new Expressions(Map.of(), Map.of(), Map.of(), new OneProject()),
                new SettingsLog(new RecordedLog(), new HashMap<>())));
        FileSets.parts(settings, trees, (patterns, excludes, withoutVersion) -> Map.of());
        assertThat(trees).containsOnlyKeys("src/main/image");
    }
}
