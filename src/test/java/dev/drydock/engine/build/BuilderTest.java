package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Timestamp;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageHistory;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Images that whole builds of Dockerfiles make. */
class BuilderTest extends SmallBuilds {

    @Test
    void aWildcardThatMatchesNothingIsFineWhereSomethingIsTakenFrom() throws Exception {
        Files.writeString(Files.createDirectories(context.resolve("d/e")).resolve("f"), "f");
        build(request("FROM scratch\nCOPY *.none /x/\nCOPY a.txt /\n"));
        build(request("FROM scratch\nCOPY d/e/f /\nCOPY d/*.none /x/\n"));
        build(request("FROM scratch\nCOPY d /\nCOPY d/e/*.none /x/\n"));
        for (String source : List.of("d/*.none", "d/e/*.none", "--parents d/./*.none")) {
            assertThatThrownBy(() -> build(request("FROM scratch\nCOPY a.txt /\nCOPY " + source + " /x/\n")))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("is not in the build context");
        }
    }

    @Test
    void aLayoutIsWrittenWhereOneWasOrNothing() throws Exception {
        Path directory = temp.resolve("some/where");
        Workspace elsewhere = new Workspace(space.output(), directory, space.projectCache(), space.store());
        build(request("FROM scratch\nCOPY a.txt /\n", elsewhere));
        Files.writeString(directory.resolve("README"), "kept");

        build(request("FROM scratch\nCOPY b.txt /\n", elsewhere));

        assertThat(directory.resolve("README")).hasContent("kept");
    }

    @Test
    void anIgnoreFileThatIsADirectoryIsNone() throws Exception {
        Files.createDirectory(context.resolve(".dockerignore"));
        build(request("FROM scratch\nCOPY a.txt /\n"));
    }

    @Test
    void buildLeavesALayoutItsDigestAndADescription() throws Exception {
        BuildRequest request = request("FROM scratch\nCOPY a.txt /\nENV X=1\nWORKDIR /w\n")
                .withNames(List.of(NAME, NAME.withTag("latest")));
        BuildResult result = build(request);
        LayoutImage image = OciLayout.open(space.layout()).image("1", Platform.current());

        assertThat(result.digest()).isEqualTo(image.manifest().digest());
        assertThat(result.imageId()).isEqualTo(Digest.of(image.config()));
        assertThat(result.steps()).isEqualTo(2);
        assertThat(result.cached()).isZero();
        assertThat(space.output().resolve("image.digest"))
                .hasContent(result.digest().toString());
        Properties properties = new Properties();
        try (var in = Files.newInputStream(space.output().resolve("image.properties"))) {
            properties.load(in);
        }
        assertThat(properties)
                .containsOnly(
                        Map.entry("drydock.reference", "docker.io/me/app@" + result.digest()),
                        Map.entry("drydock.digest", result.digest().toString()),
                        Map.entry("drydock.image.id", result.imageId().toString()));
        assertThat(result.reference()).isEqualTo(properties.getProperty("drydock.reference"));
        JsonNode json = Json.parseObject(Files.readAllBytes(space.output().resolve("image.json")));
        assertThat(json.path("name").asText()).isEqualTo("docker.io/me/app:1");
        assertThat(Json.strings(json, "tags")).containsExactly("1", "latest");
        assertThat(json.path("digest").asText()).isEqualTo(result.digest().toString());
        assertThat(json.path("imageId").asText()).isEqualTo(result.imageId().toString());
        assertThat(json.path("size").asLong()).isEqualTo(result.size());
        assertThat(json.path("layers")).hasSize(2);
        assertThat(json.path("layers").path(0).path("instruction").asText()).isEqualTo("COPY a.txt / # buildkit");
        assertThat(json.path("layers").path(0).path("cached").asBoolean(true)).isFalse();
        assertThat(result.size())
                .isEqualTo(image.manifest().raw().length
                        + image.config().length
                        + image.manifest().layers().stream()
                                .mapToLong(layer -> layer.size())
                                .sum());
    }

    @Test
    void stepsOfAllStagesCountOnce() throws Exception {
        String dockerfile =
                "FROM scratch AS a\nCOPY a.txt /\nFROM a AS b\nWORKDIR /w\nFROM scratch\nCOPY --from=b / /\n";
        BuildResult first = build(request(dockerfile));
        assertThat(first.steps()).isEqualTo(3);
        assertThat(first.cached()).isZero();
        BuildResult longer = build(request(dockerfile + "WORKDIR /w\n"));
        assertThat(longer.steps()).isEqualTo(4);
        assertThat(longer.cached()).isEqualTo(3);
    }

    @Test
    void secondBuildFindsEverythingAndMakesTheSameImage() throws Exception {
        BuildRequest request = request("FROM scratch\nCOPY a.txt /\nWORKDIR /w\n");
        BuildResult first = build(request);
        BuildResult second = build(request);
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(second.cached()).isEqualTo(2);
        ImageHistory history = ImageHistory.ofLayout(space, Platform.current());
        assertThat(history.rows())
                .extracting(ImageHistory.Row::createdBy)
                .containsExactly("WORKDIR /w", "COPY a.txt / # buildkit");
        assertThat(history.rows())
                .allSatisfy(row -> assertThat(row.origin().cached()).isTrue());
    }

    @Test
    void imageDoesNotDependOnTheMachineDirectoriesOrTheTimeOfDay() throws Exception {
        BuildResult first = build(request("FROM scratch\nCOPY . /\n"));
        Files.setLastModifiedTime(context.resolve("a.txt"), java.nio.file.attribute.FileTime.from(Instant.now()));
        space = Workspace.of(temp.resolve("elsewhere/drydock"), temp.resolve("other-store"));
        assertThat(build(request("FROM scratch\nCOPY . /\n")).digest()).isEqualTo(first.digest());
    }

    @Test
    void ignoreFileNextToTheDockerfileGoesBeforeThatOfTheContext() throws Exception {
        Files.writeString(context.resolve(".dockerignore"), "a.txt\nDockerfile\n");
        assertThat(files(request("FROM scratch\nCOPY . /\n"))).containsOnlyKeys(".dockerignore", "b.txt");
        Files.writeString(context.resolve("Dockerfile.dockerignore"), "*\n!a.txt\n");
        assertThat(files(request("FROM scratch\nCOPY . /\n"))).containsOnlyKeys("a.txt");
    }

    @Test
    void labelsAndAnnotationsOfTheRequestAreAddedToThoseOfTheFile() throws Exception {
        var source = new ImageSource.Dockerfile(
                context,
                dockerfile("FROM scratch\nCOPY a.txt /\nLABEL kept=file beaten=file\n"),
                "",
                Map.of(),
                Map.of(),
                Map.of("beaten", "request", "added", "request"),
                Map.of("note", "text"));
        build(BuildRequest.of(source, NAME, space));
        LayoutImage image = OciLayout.open(space.layout()).image("", Platform.current());
        assertThat(image.parsedConfig().labels())
                .containsExactlyInAnyOrderEntriesOf(Map.of("kept", "file", "beaten", "request", "added", "request"));
        assertThat(new String(image.manifest().raw(), StandardCharsets.UTF_8)).contains("\"note\":\"text\"");
    }

    @Test
    void dockerfileMayStandOutsideTheContext() throws Exception {
        Path file = Files.writeString(temp.resolve("Other"), "FROM scratch\nCOPY nothing /\n");
        BuildRequest request = BuildRequest.of(new ImageSource.Dockerfile(context, file), NAME, space);
        assertThat(failure(request)).hasMessageStartingWith(file + ":2: COPY nothing /: ");
    }

    @Test
    void namedContextsAreReadBehindTheirOwnIgnoreFile() throws Exception {
        Path other = Files.createDirectories(temp.resolve("other"));
        Files.writeString(other.resolve("x"), "x");
        Files.writeString(other.resolve("y"), "y");
        Files.writeString(other.resolve(".dockerignore"), ".dockerignore\ny\n");
        var source = new ImageSource.Dockerfile(
                context,
                dockerfile("FROM scratch\nCOPY --from=lib . /\n"),
                "",
                Map.of(),
                Map.of("lib", NamedContext.parse("../other", context)));
        assertThat(files(BuildRequest.of(source, NAME, space))).containsOnlyKeys("x");
    }

    @Test
    void imageOfALayoutCanBeTheBase() throws Exception {
        BuildResult base = build(request("FROM scratch\nCOPY a.txt /\nENV A=1\n"));
        Workspace first = space;
        space = Workspace.of(temp.resolve("second/drydock"), temp.resolve("second-store"));
        var source = new ImageSource.Dockerfile(
                context,
                dockerfile("FROM mybase\nCOPY b.txt /\n"),
                "",
                Map.of(),
                Map.of("mybase", NamedContext.parse("oci-layout://" + first.layout(), context)));
        BuildRequest request = BuildRequest.of(source, NAME, space);
        assertThat(files(request)).containsOnlyKeys("a.txt", "b.txt");
        LayoutImage image = OciLayout.open(space.layout()).image("", Platform.current());
        assertThat(image.parsedConfig().env()).containsEntry("A", "1");
        assertThat(image.manifest().layers()).hasSize(2);
        assertThat(base.steps()).isEqualTo(1);
    }

    @Test
    void severalPlatformsMakeAnIndex() throws Exception {
        Platform arm = Platform.parse("linux/arm64");
        Platform amd = Platform.parse("linux/amd64");
        List<String> steps = new ArrayList<>();
        BuildLog log = new SilentBuildLog() {
            @Override
            public void stepStarted(StepName step) {
                steps.add(step.stage() + " " + step.number() + "/" + step.total());
            }
        };
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, Map.of());
        BuildResult result = new Builder(surroundings)
                .build(request("FROM scratch\nARG TARGETARCH\nCOPY a.txt /$TARGETARCH\n")
                        .withPlatforms(List.of(amd, arm)));
        OciLayout layout = OciLayout.open(space.layout());
        assertThat(layout.entry("").mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(layout.entry("").digest()).isEqualTo(result.digest());
        assertThat(files(layout.image("", arm))).containsOnlyKeys("arm64");
        assertThat(files(layout.image("", amd))).containsOnlyKeys("amd64");
        assertThat(steps).containsExactly("linux/amd64 1/1", "linux/arm64 1/1");
    }

    @Test
    void timestampsAreThoseAskedFor() throws Exception {
        BuildRequest request = request("FROM scratch\nCOPY a.txt /\n");
        Instant time = Instant.parse("2020-02-02T02:02:02Z");
        Files.setLastModifiedTime(context.resolve("a.txt"), java.nio.file.attribute.FileTime.from(time));

        build(request);
        assertThat(created()).isEqualTo(Timestamp.DEFAULT.toString());
        assertThat(modified()).isEqualTo(Timestamp.DEFAULT);
        build(request.withOptions(new BuildOptionsBuilder()
                .timestamp(new Timestamp.Fixed(Instant.ofEpochSecond(77)))
                .build()));
        assertThat(created()).isEqualTo("1970-01-01T00:01:17Z");
        assertThat(modified()).isEqualTo(Instant.ofEpochSecond(77));
        build(request.withOptions(
                new BuildOptionsBuilder().timestamp(new Timestamp.Preserve()).build()));
        assertThat(created()).isEqualTo(Timestamp.DEFAULT.toString());
        assertThat(modified()).isEqualTo(time);
        build(request.withOptions(
                new BuildOptionsBuilder().timestamp(new Timestamp.Now()).build()));
        assertThat(created()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(modified()).isEqualTo(time);
        build(request("ARG SOURCE_DATE_EPOCH=99\nFROM scratch\nCOPY a.txt /\n"));
        assertThat(created()).isEqualTo("1970-01-01T00:01:39Z");
    }

    private Map<String, TarEntry> files(BuildRequest request) throws Exception {
        build(request);
        return files(OciLayout.open(space.layout()).image("", Platform.current()));
    }

    /** Regular files of all layers. */
    private static Map<String, TarEntry> files(LayoutImage image) throws IOException {
        Map<String, TarEntry> files = new LinkedHashMap<>();
        for (var layer : image.manifest().layers()) {
            try (var reader = new TarReader(LayerInput.open(image.blobs().get(layer.digest())))) {
                for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                    if (entry.isFile()) {
                        files.put(entry.name(), entry);
                    }
                }
            }
        }
        return files;
    }

    private String created() throws IOException {
        LayoutImage image = OciLayout.open(space.layout()).image("", Platform.current());
        return Json.parseObject(image.config()).path("created").asText();
    }

    private Instant modified() throws IOException {
        return files(OciLayout.open(space.layout()).image("", Platform.current()))
                .get("a.txt")
                .modified();
    }
}
