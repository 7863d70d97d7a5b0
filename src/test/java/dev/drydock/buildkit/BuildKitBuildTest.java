package dev.drydock.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Secret;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageHistory;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The clients are scripts that note how they are called, print what the real ones have printed and give an archive back. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the clients of these tests are shell scripts")
class BuildKitBuildTest {

    private static final Platform AMD64 = Platform.parse("linux/amd64");

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Files.createDirectories(directory.resolve("context"));
        Files.writeString(directory.resolve("context/Dockerfile"), "FROM scratch\n");
        environment.put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        environment.put("BUILDKIT_HOST", "unix:///run/far");
        environment.put("SOURCE_DATE_EPOCH", "1");
    }

    /** @param build shell commands for when it is asked to build */
    private void client(String name, String version, String build) throws IOException {
        Path program = directory.resolve("bin").resolve(name);
        Files.writeString(
                program,
                "#!/bin/sh\nPATH=/usr/bin:/bin\ncase \"$*\" in *version) echo '" + version + "'; exit;; esac\ncd "
                        + directory + "\n" + "printf '%s\\n' \"$@\" > arguments; env > environment\n" + build + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void buildctl(String build) throws IOException {
        client("buildctl", "buildctl github.com/moby/buildkit v0.24.0", build);
    }

    private void answer(OciTar tar) throws IOException {
        Files.write(directory.resolve("image.tar"), tar.bytes());
    }

    private BuildRequest request() {
        return BuildRequest.of(source(), Reference.parse("me/app:1"), space()).withPlatforms(List.of(AMD64));
    }

    private ImageSource.Dockerfile source() {
        return new ImageSource.Dockerfile(directory.resolve("context"), directory.resolve("context/Dockerfile"));
    }

    private Workspace space() {
        return Workspace.of(directory.resolve("target"), directory.resolve("store"));
    }

    private BuildResult build(BuildRequest request) throws InterruptedException {
        var log = new SilentBuildLog() {
            @Override
            public void note(String message) {
                notes.add(message);
            }

            @Override
            public void warning(String message) {
                notes.add(message);
            }

            @Override
            public void debug(String message) {
                notes.add(message);
            }
        };
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, environment);
        return new BuildKitBuild(surroundings, KnownArtifacts.NONE).build(request, source());
    }

    @Test
    void theImageThatComesBackIsTheImageOfTheBuild() throws Exception {
        buildctl("cat recorded.jsonl >&2; cat image.tar");
        Files.copy(
                java.util.Objects.requireNonNull(getClass().getResourceAsStream("built.jsonl")),
                directory.resolve("recorded.jsonl"));
        answer(OciTar.of("linux/amd64").withAttestation());
        Files.createDirectories(directory.resolve("target"));
        Files.writeString(directory.resolve("target/image.inputs"), "what an earlier build was guided by");
        BuildResult result = build(request());
        var layout = OciLayout.open(space().layout());
        var image = layout.image("docker.io/me/app:1", AMD64);
        assertThat(result.digest()).isEqualTo(image.manifest().digest());
        assertThat(new String(image.manifest().raw())).contains("made.by");
        assertThat(result.steps()).isEqualTo(4);
        assertThat(result.cached()).isZero();
        assertThat(directory.resolve("target/image.digest"))
                .hasContent(result.digest().toString());
        assertThat(ImageHistory.ofLayout(space(), AMD64).rows())
                .extracting(ImageHistory.Row::createdBy)
                .containsExactly("COPY a / # buildkit");
        assertThat(directory.resolve("target/image.inputs")).doesNotExist();
        assertThat(notes).contains("The Dockerfile is built by BuildKit at unix:///run/far");
        assertThat(Files.readString(directory.resolve("environment")))
                .contains("BUILDX_NO_DEFAULT_ATTESTATIONS=1")
                .doesNotContain("SOURCE_DATE_EPOCH");
    }

    @Test
    void severalPlatformsAreJoinedByAnIndexInTheOrderGiven() throws Exception {
        buildctl("cat image.tar");
        answer(OciTar.of("linux/amd64", "linux/arm64"));
        var both = List.of(Platform.parse("linux/arm64"), AMD64);
        BuildResult result = build(request().withPlatforms(both));
        var layout = OciLayout.open(space().layout());
        var root = layout.entry("");
        assertThat(result.digest()).isEqualTo(root.digest());
        assertThat(layout.readIndex(root).platforms()).isEqualTo("linux/arm64, linux/amd64");
    }

    @Test
    void theValueOfASecretIsNeitherAnArgumentNorLogged() throws Exception {
        buildctl("cat image.tar");
        answer(OciTar.of("linux/amd64"));
        Files.writeString(directory.resolve("tok,\"1"), "whisper");
        environment.put("TOKEN", "whisper");
        build(request()
                .withSecrets(Map.of(
                        "a", new Secret.OfFile(directory.resolve("tok,\"1")),
                        "b", new Secret.OfEnvironment("TOKEN"),
                        "c", new Secret.OfEnvironment("UNSET"))));
        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .contains("id=a,\"src=" + directory + "/tok,\"\"1\"", "id=b,env=TOKEN")
                .noneMatch(line -> line.contains("whisper") || line.contains("id=c"));
        assertThat(notes)
                .anyMatch(note -> note.contains("variable UNSET of the secret 'c' is not set"))
                .noneMatch(note -> note.contains("whisper"));
    }

    @Test
    void aFailureLeavesTheImageOfTheLastBuild() throws Exception {
        buildctl("cat image.tar");
        answer(OciTar.of("linux/amd64"));
        BuildResult before = build(request());
        buildctl("echo 'error: failed to solve: no space left' >&2; exit 1");
        assertThatThrownBy(() -> build(request()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("no space left");
        assertThat(OciLayout.open(space().layout()).entry("").digest()).isEqualTo(before.digest());
    }

    @Test
    void anArchiveThatIsRefusedEndsTheClient() throws Exception {
        buildctl("cat image.tar; while :; do cat image.tar || exit 9; done");
        answer(OciTar.alone(dev.drydock.io.tar.TarEntry.file("x", 0, 0, 0, 0, java.time.Instant.EPOCH)));
        assertThatThrownBy(() -> build(request()))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'x' has no place in an image layout");
        assertThat(space().layout()).doesNotExist();
    }

    @Test
    void buildxIsFoundAsAPluginOrAlone() throws Exception {
        environment.remove("BUILDKIT_HOST");
        answer(OciTar.of("linux/amd64"));
        client("docker-buildx", "github.com/docker/buildx 0.10.5+ds1", "cat image.tar");
        environment.put("PATH", directory.resolve("bin").toString());
        build(request());
        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .startsWith("build", "--progress=plain")
                .endsWith(directory.resolve("context").toString());
        client("docker", "github.com/docker/buildx v0.28.0", "cat image.tar");
        environment.put("BUILDX_BUILDER", "far");
        build(request());
        assertThat(Files.readAllLines(directory.resolve("arguments"))).startsWith("buildx", "build");
        assertThat(notes).contains("The Dockerfile is built by the buildx builder far");
    }

    @Test
    void aMissingClientIsToldWithWhatWasLookedFor() throws Exception {
        environment.put("PATH", directory.resolve("bin").toString());
        assertThatThrownBy(() -> build(request()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("BUILDKIT_HOST is unix:///run/far, but there is no buildctl in PATH to speak with it");
        environment.remove("BUILDKIT_HOST");
        client("docker", "buildah 1.28.2", "exit 1");
        assertThatThrownBy(() -> build(request()))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("docker buildx is no buildx: buildah 1.28.2")
                .hasMessageContaining("docker-buildx is not in PATH");
    }
}
