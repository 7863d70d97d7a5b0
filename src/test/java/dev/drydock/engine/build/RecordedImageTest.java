package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppImage.Config;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.FileTrees;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.plan.Mapping;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.solve.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image with a file that is recorded while the image without it is in use. */
class RecordedImageTest {

    private static final String MISSING = "Nothing has been recorded.";

    @TempDir
    Path dir;

    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private String classes = "one";
    private String recordedBy = "record";

    @Test
    void untilSomethingIsRecordedTheImageIsWithoutItWhichIsToldInEachBuild() throws Exception {
        BuildResult first = build();
        assertThat(config().entrypoint()).containsExactly("plain");
        assertThat(first.steps()).isEqualTo(2);
        assertThat(first.cached()).isZero();
        assertThat(build().digest()).isEqualTo(first.digest());
        assertThat(notes).containsExactly(MISSING, MISSING);
    }

    @Test
    void theFileIsTheLastLayerOfTheImageItWasRecordedWithAndLaterBuildsFindIt() throws Exception {
        BuildResult plain = build();
        var below = config().diffIds();
        notes.clear();
        BuildResult with = build(recording("classes"));
        assertThat(with.digest()).isNotEqualTo(plain.digest());
        assertThat(config().entrypoint()).containsExactly("fast");
        assertThat(config().diffIds()).startsWith(below.toArray(new Digest[0]));
        assertThat(lastLayer()).containsExactly("app/ 755", "app/app.jsa 644");
        assertThat(config().history()
                        .get(config().history().size() - 1)
                        .path("created_by")
                        .asText())
                .isEqualTo("ENTRYPOINT [\"fast\"]");
        assertThat(Files.readString(dir.resolve("out/image.digest")))
                .contains(with.digest().toString());

        assertThat(build().digest()).isEqualTo(with.digest());
        FileTrees.delete(dir.resolve("out"));
        assertThat(build().digest()).isEqualTo(with.digest());
        assertThat(notes).isEmpty();
    }

    @Test
    void aFileThatWasRecordedWithOtherLayersOrAnotherCommandIsNeverTaken() throws Exception {
        build();
        build(recording("classes"));
        classes = "two";
        build();
        assertThat(config().entrypoint()).containsExactly("plain");
        classes = "one";
        recordedBy = "record otherwise";
        build();
        assertThat(config().entrypoint()).containsExactly("plain");
        recordedBy = "record";
        build();
        assertThat(config().entrypoint()).containsExactly("fast");
    }

    @Test
    void aRecordingOfAnImageThatHasChangedMeanwhileFailsTheBuildAndLeavesTheImageAsItIs() throws Exception {
        BuildResult plain = build();
        Recording recording = recording("classes");
        classes = "two";
        assertThatThrownBy(() -> build(recording))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("what was recorded is for other layers than the image has now");
        assertThat(Files.readString(dir.resolve("out/image.digest")))
                .contains(plain.digest().toString());
        assertThat(config().entrypoint()).containsExactly("plain");
    }

    @Test
    void aRecordingHelpsOnlyTheImageOfItsPlatform() throws Exception {
        List<Platform> both = List.of(Platform.current(), new Platform("linux", "s390x", ""));
        builder().build(request().withPlatforms(both));
        assertThat(notes).containsExactlyInAnyOrder(Platform.current() + " " + MISSING, "linux/s390x " + MISSING);
        notes.clear();
        builder().build(request().withPlatforms(both), recording("classes"));
        assertThat(notes).containsExactly("linux/s390x " + MISSING);
        assertThat(config().entrypoint()).containsExactly("fast");
    }

    private Recording recording(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("recorded"), content);
        return new Recording(file, config().platform(), config().diffIds());
    }

    private BuildResult build() throws InterruptedException {
        return builder().build(request());
    }

    private BuildResult build(Recording recording) throws InterruptedException {
        return builder().build(request(), recording);
    }

    private Builder builder() {
        var log = new SilentBuildLog() {
            @Override
            public void note(String message) {
                notes.add(message);
            }
        };
        return new Builder(new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, Map.of()));
    }

    private BuildRequest request() {
        var config = new Config(
                List.of("fast"), null, Map.of(), Map.of(), Map.of(), List.of(), List.of(), "", "/work", null, "");
        List<Part> parts = List.of(
                new Part.Files("app", "/app", ""),
                new Part.Recorded(
                        "recorded",
                        List.of(recordedBy),
                        "/tmp/app.jsa",
                        "/app/app.jsa",
                        new Part.Without(List.of("plain"), MISSING)));
        List<Mapping> app = List.of(new Mapping.Bytes("app.jar", classes.getBytes(StandardCharsets.UTF_8), 0644));
        var source = new ImageSource.Application(
                dir.resolve("place"),
                new AppImage("pom.xml", new AppImage.Base.Scratch(), parts, config, false, List.of()),
                Map.of("app", app));
        return BuildRequest.of(
                source, Reference.parse("app:1"), Workspace.of(dir.resolve("out"), dir.resolve("store")));
    }

    private LayoutImage image() throws IOException {
        return OciLayout.open(dir.resolve("out/image")).image("", Platform.current());
    }

    private ImageConfig config() throws IOException {
        return image().parsedConfig();
    }

    private List<String> lastLayer() throws IOException {
        var layers = image().manifest().layers();
        Path file = image().blobs().get(layers.get(layers.size() - 1).digest());
        List<String> names = new ArrayList<>();
        try (var reader = new TarReader(LayerInput.open(file))) {
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                names.add(entry.name() + " " + Integer.toOctalString(entry.mode()));
            }
        }
        return names;
    }
}
