package dev.drydock.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.export.ImageArchive.Format;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built image as a file, and given to engines, for which scripts stand in. */
class ImageArchiveTest {

    @TempDir
    Path temp;

    private ImageArchive archive;
    private final BuildEnvironment surroundings =
            new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, BuildLog.NONE, Map.of());

    @BeforeEach
    void build() throws Exception {
        Path context = Files.createDirectories(temp.resolve("context"));
        Files.write(context.resolve("large"), new byte[3_000_000]);
        Path file = Files.writeString(temp.resolve("Dockerfile"), "FROM scratch\nCOPY large /\n");
        Workspace space = Workspace.of(temp.resolve("target"), temp.resolve("store"));
        var platforms = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
        new Builder(surroundings)
                .build(BuildRequest.of(new ImageSource.Dockerfile(context, file), Reference.parse("me/app:1"), space)
                        .withPlatforms(platforms)
                        .withOptions(new BuildOptionsBuilder()
                                .compression(dev.drydock.io.compress.Compression.NONE)
                                .build()));
        archive = new ImageArchive(space.layout(), space.store(), List.of(), platforms.get(1));
    }

    @Test
    void dockersFormatHasOnePlatformAndTheNamesTheOtherOneEverything() throws Exception {
        Path docker = temp.resolve("new/docker.tar");
        archive.write(Format.DOCKER, docker, surroundings);
        List<String> names = names(docker);
        assertThat(names).contains("manifest.json", "index.json", "oci-layout");
        assertThat(names.stream().filter(name -> name.matches("blobs/sha256/[0-9a-f]{64}")))
                .hasSize(3);
        Path oci = temp.resolve("oci.tar");
        archive.write(Format.OCI, oci, surroundings);
        assertThat(names(oci)).doesNotContain("manifest.json");
        assertThat(names(oci).stream().filter(name -> name.matches("blobs/sha256/[0-9a-f]{64}")))
                .hasSize(6);
        try (var left = Files.list(temp.resolve("new"))) {
            assertThat(left).containsExactly(docker);
        }
    }

    @Test
    void theFirstEngineThatAnswersGetsTheImage() throws Exception {
        program("docker", "echo 'Cannot connect to the daemon' >&2; exit 1");
        program("podman", "if [ \"$1\" = info ]; then exit 0; fi; cat > " + temp + "/loaded; echo \"Loaded $MARK\"");
        LocalEngine engine = LocalEngine.find("", "", environment());
        assertThat(engine.program()).endsWith(Path.of("podman"));
        assertThat(engine.load(archive, temp, surroundings))
                .extracting(Reference::toString)
                .containsExactly("me/app:1");
        Path saved = temp.resolve("saved.tar");
        archive.write(Format.DOCKER, saved, surroundings);
        assertThat(temp.resolve("loaded")).hasSameBinaryContentAs(saved);
    }

    @Test
    void withoutAnEngineItIsSaidWhatWasTried() throws Exception {
        program("docker", "echo one; echo 'Cannot connect to the daemon' >&2; exit 1");
        assertThatThrownBy(() -> LocalEngine.find("", "", environment()))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(
                        "docker: Cannot connect to the daemon; podman: not in PATH; nerdctl: not in PATH");
    }

    @Test
    void anEngineThatStopsListeningIsQuotedAndWaitedForByNobody() throws Exception {
        program("mine", "if [ \"$1\" = info ]; then exit 0; fi; echo 'no space left' >&2; exit 9");
        LocalEngine engine = LocalEngine.find(temp.resolve("bin/mine").toString(), "", environment());
        assertThatThrownBy(() -> engine.load(archive, temp, surroundings))
                .hasMessageContaining("exit code 9")
                .hasMessageContaining("no space left");
    }

    private Map<String, String> environment() {
        return Map.of("PATH", temp.resolve("bin") + "::/nowhere", "MARK", "m");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(temp.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\nPATH=/bin:/usr/bin\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<String> names(Path archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarReader tar = new TarReader(Files.newInputStream(archive))) {
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                names.add(entry.name());
            }
        }
        return names;
    }
}
