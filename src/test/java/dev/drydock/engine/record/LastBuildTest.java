package dev.drydock.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.Timestamp;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.Reference;
import dev.drydock.io.AtomicFiles;
import dev.drydock.plan.Mapping;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a build is over before it has begun, and when not. */
class LastBuildTest {

    private static final String DOCKERFILE = "FROM scratch AS s\nCOPY a.txt d /x/\nFROM s\nWORKDIR /w\n";

    @TempDir
    Path temp;

    private Path context;
    private Workspace space;
    private BuildRequest request;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectories(temp.resolve("context"));
        space = Workspace.of(context.resolve("target/drydock"), temp.resolve("store"));
        Files.createDirectories(context.resolve("d/deep"));
        Files.createDirectories(context.resolve("hidden/deep"));
        Files.createDirectories(context.resolve("target"));
        Files.writeString(context.resolve("a.txt"), "a");
        Files.writeString(context.resolve("d/deep/b.txt"), "b");
        Files.writeString(context.resolve("hidden/deep/c.txt"), "c");
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        Files.writeString(context.resolve(".dockerignore"), "hidden\n!hidden/**/*.keep\n");
        request = BuildRequest.of(
                new ImageSource.Dockerfile(context, context.resolve("Dockerfile")), Reference.parse("me/app:1"), space);
    }

    private interface Change {
        void apply(LastBuildTest test) throws IOException;
    }

    private record Case(String name, boolean holds, Change change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case holds(String name, Change change) {
        return new Case(name, true, change);
    }

    private static Case over(String name, Change change) {
        return new Case(name, false, change);
    }

    static Stream<Case> changes() {
        return Stream.of(
                holds("nothing", t -> {}),
                holds("file nothing copies", t -> t.write("z/other.txt", "x")),
                over("content", t -> t.write("a.txt", "b")),
                over("content below a copied directory", t -> t.write("d/deep/b.txt", "changed")),
                over("file added below a copied directory", t -> t.write("d/deep/new.txt", "x")),
                over("file removed", t -> Files.delete(t.context.resolve("d/deep/b.txt"))),
                over("mode of a file", t -> t.mode("a.txt")),
                over("mode of a directory", t -> t.mode("d")),
                over("time of a file", t -> t.touch("a.txt")),
                over("excluded directory gets a file that comes back", t -> t.write("hidden/deep/x.keep", "x")),
                over("Dockerfile", t -> t.write("Dockerfile", DOCKERFILE + "ENV A=1\n")),
                over("ignore file", t -> t.write(".dockerignore", "hidden\n")),
                over("ignore file next to the Dockerfile", t -> t.write("Dockerfile.dockerignore", "hidden\n")),
                over("image.properties gone", t -> Files.delete(t.space.output().resolve("image.properties"))),
                over("image.json gone", t -> Files.delete(t.space.output().resolve("image.json"))),
                over(
                        "index.json changed",
                        t -> Files.writeString(t.space.layout().resolve("index.json"), "{}")),
                over("blob gone", t -> Files.delete(t.blob())),
                over("damaged memory", t -> Files.writeString(t.space.output().resolve(LastBuild.FILE), "request x\n")),
                over(
                        "target",
                        t -> t.request = new BuildRequest(
                                new ImageSource.Dockerfile(
                                        t.context, t.context.resolve("Dockerfile"), "s", Map.of(), Map.of()),
                                t.request.names(),
                                t.request.platforms(),
                                t.space,
                                t.request.options(),
                                Map.of())),
                over("name", t -> t.request = t.request.withNames(List.of(Reference.parse("other")))),
                over(
                        "no cache",
                        t -> t.request = t.request.withOptions(
                                new BuildOptionsBuilder().noCache(true).build())),
                over(
                        "time",
                        t -> t.request = t.request.withOptions(new BuildOptionsBuilder()
                                .timestamp(new Timestamp.Preserve())
                                .build())),
                over(
                        "always pull",
                        t -> t.request = t.request.withOptions(new BuildOptionsBuilder()
                                .pull(PullPolicy.ALWAYS)
                                .build())),
                holds("other link to a blob", t -> Files.createLink(t.temp.resolve("link"), t.blob())));
    }

    @ParameterizedTest
    @MethodSource
    void changes(Case change) throws Exception {
        Files.createDirectories(context.resolve("z"));
        settle();
        BuildResult first = build();
        assertThat(first.cached()).isZero();
        change.change.apply(this);
        log.clear();
        BuildResult second = build();
        assertThat(log.contains("opened")).isNotEqualTo(change.holds);
        if (change.holds) {
            assertThat(second.digest()).isEqualTo(first.digest());
            assertThat(second.imageId()).isEqualTo(first.imageId());
            assertThat(second.size()).isEqualTo(first.size());
            assertThat(second.cached()).isEqualTo(2);
            assertThat(log).containsExactly("cached [s 1/1] COPY a.txt d /x/", "cached [stage-1 1/1] WORKDIR /w");
        }
    }

    @Test
    void imageJsonSaysThatNothingWasExecuted() throws Exception {
        settle();
        build();
        assertThat(space.output().resolve("image.json")).content().contains("\"cached\" : false");
        build();
        assertThat(space.output().resolve("image.json")).content().doesNotContain("\"cached\" : false");
        log.clear();
        build();
        assertThat(log).doesNotContain("opened");
    }

    @Test
    void anEmptyIgnoreFileNextToTheDockerfileIsMoreThanNone() throws Exception {
        Files.createDirectories(context.resolve("docker"));
        Path dockerfile = context.resolve("docker/Dockerfile");
        Files.writeString(dockerfile, DOCKERFILE);
        write(".dockerignore", "d/deep\n");
        request = BuildRequest.of(new ImageSource.Dockerfile(context, dockerfile), Reference.parse("me/app:1"), space);
        settle();
        BuildResult without = build();
        write("docker/Dockerfile.dockerignore", "");
        settle();
        assertThat(build().digest()).isNotEqualTo(without.digest());
        Files.delete(context.resolve("docker/Dockerfile.dockerignore"));
        assertThat(build().digest()).isEqualTo(without.digest());
    }

    /** A file changed a moment ago may change again within its time stamp; a copy is replaced as a whole. */
    @ParameterizedTest
    @CsvSource({"target/drydock/jars/g/a.jar, true", "target/drydock/a.jar, false", "target/drydock/jarsnot, false"})
    void aFileAsYoungAsTheBuildIsRememberedIfItIsACopyMadeForIt(String file, boolean remembered) throws Exception {
        Path young = context.resolve(file);
        Files.createDirectories(young.getParent());
        settle();
        request = BuildRequest.of(
                new ImageSource.Application(
                        context, app("A"), Map.of("app", List.of(new Mapping.File("one", young, null)))),
                Reference.parse("me/app:1"),
                space);
        Files.writeString(young, "a");
        Files.setLastModifiedTime(young, FileTime.fromMillis(System.currentTimeMillis() + 1000));
        build();
        log.clear();
        build();
        assertThat(log.contains("opened")).isNotEqualTo(remembered);
        AtomicFiles.write(young, new byte[] {'b'});
        Files.setLastModifiedTime(young, FileTime.fromMillis(System.currentTimeMillis() + 1000));
        build();
        assertThat(log).contains("opened");
    }

    private record Described(String name, boolean holds, Change change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Described> changesOfADescribedImage() {
        return Stream.of(
                new Described("nothing", true, t -> {}),
                new Described("content", false, t -> t.write("d/deep/b.txt", "c")),
                new Described("file added", false, t -> t.write("d/deep/new", "c")),
                new Described("single file", false, t -> t.write("a.txt", "c")),
                new Described("optional folder appears", false, t -> Files.createDirectory(t.context.resolve("none"))),
                new Described("setting", false, t -> t.request = t.described("B")));
    }

    @ParameterizedTest
    @MethodSource
    void changesOfADescribedImage(Described change) throws Exception {
        request = described("A");
        settle();
        BuildResult first = build();
        request = described("A");
        change.change.apply(this);
        log.clear();
        BuildResult second = build();
        assertThat(log.contains("opened")).isNotEqualTo(change.holds);
        assertThat(second.digest().equals(first.digest())).isEqualTo(change.holds || change.name.contains("appears"));
    }

    private BuildRequest described(String value) {
        AppImage app = app(value);
        List<Mapping> files = List.of(
                new Mapping.Tree("", context.resolve("d"), Mapping.Choice.ALL, null, null),
                new Mapping.Tree("", context.resolve("none"), Mapping.Choice.ALL, null, null),
                new Mapping.File("one", context.resolve("a.txt"), null),
                new Mapping.Bytes("two", new byte[] {1}, 0644));
        return BuildRequest.of(
                new ImageSource.Application(context, app, Map.of("app", files)), Reference.parse("me/app:1"), space);
    }

    private static AppImage app(String value) {
        var config = new AppImage.Config(
                List.of("run"),
                null,
                Map.of("X", value, "Y", "y", "Z", "z"),
                Map.of("l", "1", "m", "2"),
                Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                null,
                "");
        return new AppImage(
                "pom.xml",
                new AppImage.Base.Scratch(),
                List.of(new AppImage.Part.Files("app", "/app", "")),
                config,
                false,
                List.of());
    }

    private BuildResult build() throws InterruptedException {
        FileTime before = time(space.projectCache().resolve("sessions"));
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new Log(), Map.of());
        BuildResult result = new Builder(surroundings).build(request);
        if (!time(space.projectCache().resolve("sessions")).equals(before)) {
            log.add("opened");
        }
        return result;
    }

    /** When a store was last opened: each opening makes a file there. */
    private static FileTime time(Path directory) {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** Lets the files grow older than the ticks of any clock. */
    private void settle() throws Exception {
        Files.createDirectories(space.output());
        Thread.sleep(80);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(context.resolve(file), text);
    }

    private void mode(String file) throws IOException {
        Files.setPosixFilePermissions(context.resolve(file), PosixFilePermissions.fromString("rwx------"));
    }

    private void touch(String file) throws IOException {
        Files.setLastModifiedTime(context.resolve(file), FileTime.from(Instant.ofEpochSecond(5)));
    }

    private Path blob() throws IOException {
        try (Stream<Path> files = Files.list(space.layout().resolve("blobs/sha256"))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private final class Log extends SilentBuildLog {
        @Override
        public void stepCached(StepName step) {
            log.add("cached [" + step.stage() + " " + step.number() + "/" + step.total() + "] " + step.text());
        }
    }
}
