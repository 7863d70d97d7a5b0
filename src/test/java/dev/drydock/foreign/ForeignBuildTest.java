package dev.drydock.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.drydock.context.FileStamp;
import dev.drydock.context.HostNames;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.export.ImageArchive;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.plan.Mapping;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole builds that run nothing, on Windows and macOS as {@link ForeignFileSystem} shows them: context, store, layout and the memory
 * of the last build are all on it. The same files on this machine make the same image.
 */
@EnabledOnOs(OS.LINUX)
class ForeignBuildTest {

    private static final String DOCKERFILE = """
            # syntax=docker/dockerfile:1
            FROM scratch AS files
            ARG NAME=run.sh
            COPY . /app
            COPY --chmod=755 ${NAME} \\
                 /bin/start
            COPY --chmod=u=rw,go=r src/main /classes/
            FROM scratch
            COPY --from=files /app /app
            COPY --from=files /bin /bin
            COPY src/*/App.java Upper upper /named/
            WORKDIR /app/work
            LABEL a="b" \\
                  c="d"
            """;

    @TempDir
    Path real;

    private Place place;
    private final List<String> log = new ArrayList<>();

    enum Kind {
        WINDOWS {
            @Override
            ForeignFileSystem system() {
                return ForeignFileSystem.windows();
            }
        },
        MACOS {
            @Override
            ForeignFileSystem system() {
                return ForeignFileSystem.macos();
            }
        };

        abstract ForeignFileSystem system();
    }

    /** A directory with a context, and what builds of it make. */
    private record Place(Path dir) {
        Path context() {
            return dir.resolve("context");
        }

        Workspace space() {
            return Workspace.of(context().resolve("target").resolve("drydock"), dir.resolve("store"));
        }

        Path write(String path, String content) throws IOException {
            Path file = HostNames.resolve(context(), path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        }
    }

    private ForeignFileSystem system(Kind kind) throws IOException {
        ForeignFileSystem system = kind.system();
        Files.createDirectories(real.resolve("there"));
        place = new Place(system.view(real.resolve("there")));
        return system;
    }

    private static void fill(Place place) throws IOException {
        place.write("Dockerfile", DOCKERFILE.replace("\n", "\r\n"));
        place.write(".dockerignore", "# not these\r\n*.log\r\ntarget\r\n./docs/internal/\r\n!docs/internal/a.md\r\n");
        place.write("run.sh", "#!/bin/sh\r\necho\r\n");
        place.write("src/main/App.java", "class App {}");
        place.write("src/main/App.log", "excluded");
        place.write("a.log", "excluded");
        place.write("docs/internal/a.md", "brought back");
        place.write("docs/internal/b.md", "excluded");
        place.write("Upper", "1");
        place.write("target/classes/App.class", "class");
        place.write("empty dir/with blank.txt", "");
    }

    @ParameterizedTest
    @EnumSource
    void aCopyOfEverythingMakesTheImageItMakesHere(Kind kind) throws Exception {
        system(kind);
        Place here = new Place(real.resolve("here"));
        for (Place each : List.of(place, here)) {
            fill(each);
            each.write("Dockerfile", DOCKERFILE.replace(" upper", "").replace("\n", "\r\n"));
        }
        Files.setPosixFilePermissions(real("there/context/run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(real("here/context/run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        if (kind == Kind.WINDOWS) {
            allExecutable(here.context());
        }
        BuildResult there = build(place);
        assertThat(files(there, place))
                .containsEntry("bin/start", "FILE 755")
                .containsEntry("app/docs/internal/a.md", kind == Kind.WINDOWS ? "FILE 755" : "FILE 644")
                .containsEntry("app/run.sh", kind == Kind.WINDOWS ? "FILE 755" : "FILE 750")
                .containsEntry("app/empty dir/with blank.txt", kind == Kind.WINDOWS ? "FILE 755" : "FILE 644")
                .doesNotContainKeys("app/a.log", "app/docs/internal/b.md", "app/target");
        assertThat(there.digest()).isEqualTo(build(here).digest());
    }

    /** Docker's own rule for contexts on Windows. */
    private static void allExecutable(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (!Files.isSymbolicLink(each)) {
                    Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereIsNothingToDoTheSecondTimeUntilSomethingChanges(Kind kind) throws Exception {
        system(kind);
        fill(place);
        place.write("Dockerfile", "FROM scratch\r\nCOPY . /app\r\nCOPY --chmod=755 run.sh /bin/\r\n");
        settle();
        BuildResult first = build(place);
        assertThat(again()).isFalse();
        place.write("Dockerfile", "FROM scratch\r\nCOPY . /app\r\nCOPY --chmod=700 run.sh /bin/\r\n");
        assertThat(again()).isTrue();
        place.write("src/main/App.java", "class App { }");
        assertThat(again()).isTrue();
        place.write("src/main/New.java", "class New {}");
        assertThat(again()).isTrue();
        Files.delete(HostNames.resolve(place.context(), "src/main/New.java"));
        assertThat(again()).isTrue();
        place.write("x.log", "nothing copies it");
        settle();
        assertThat(again()).isTrue(); // the directory shows that something was done to it
        assertThat(again()).isFalse();
        assertThat(build(place).digest()).isNotEqualTo(first.digest());
        try (Stream<Path> blobs =
                Files.list(place.space().layout().resolve("blobs").resolve("sha256"))) {
            Files.delete(blobs.findFirst().orElseThrow());
        }
        assertThat(again()).isTrue();
    }

    /** No time of change, no inode: only that the file was not made when the other was. */
    @ParameterizedTest
    @EnumSource
    void anotherFileOfTheSameSizeAndTimeIsNoticed(Kind kind) throws Exception {
        system(kind);
        fill(place);
        place.write("Dockerfile", "FROM scratch\r\nCOPY src /src\r\n");
        settle();
        BuildResult first = build(place);
        Path file = HostNames.resolve(place.context(), "src/main/App.java");
        FileStamp before = FileStamp.of(file);
        Path other = place.write("other", "class APP {}");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        FileTime directory = Files.getLastModifiedTime(file.getParent());
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file.getParent(), directory);
        assertThat(FileStamp.of(file).modified()).isEqualTo(before.modified());
        assertThat(FileStamp.of(file).inode()).isNotEqualTo(before.inode()).isNotZero();
        assertThat(build(place).digest()).isNotEqualTo(first.digest());
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationMakesTheImageItMakesHere(Kind kind) throws Exception {
        system(kind);
        Place here = new Place(real.resolve("here"));
        for (Place each : List.of(place, here)) {
            each.write("target/classes/com/acme/App.class", "class");
            each.write("target/classes/logback.xml", "<configuration/>");
            Path script = each.write("src/main/image/opt/start.sh", "#!/bin/sh\n");
            Path program = each.write("src/main/image/opt/tool", "\u007fELF");
            Path jar = HostNames.resolve(each.context(), "lib.jar");
            try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
                var entry = new ZipEntry("BOOT-INF/lib/a.jar");
                entry.setTime(1_000_000_000_000L);
                out.putNextEntry(entry);
                out.write("a".getBytes());
            }
            if (kind == Kind.MACOS || each == here) {
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            }
        }
        BuildResult there = build(application(place));
        assertThat(files(there, place))
                .containsEntry("app/opt/start.sh", "FILE 755")
                .containsEntry("app/opt/tool", "FILE 755")
                .containsEntry("app/classes/logback.xml", "FILE 644")
                .containsEntry("app/libs/lib.jar", "FILE 644")
                .containsEntry("app/unpacked/a.jar", "FILE 644")
                .doesNotContainKey("app/classes/com/acme/App.class");
        assertThat(there.digest()).isEqualTo(build(application(here)).digest());
        settle();
        build(application(place));
        log.clear();
        build(application(place));
        assertThat(log).doesNotContain("opened");
    }

    private static BuildRequest application(Place place) {
        Path context = place.context();
        var files = List.<Mapping>of(
                new Mapping.Tree(
                        "classes",
                        HostNames.resolve(context, "target/classes"),
                        Mapping.Choice.without("com\\acme\\**"),
                        null,
                        "the classes"),
                new Mapping.Tree("", HostNames.resolve(context, "src/main/image"), Mapping.Choice.ALL, null, null),
                new Mapping.File("libs/lib.jar", context.resolve("lib.jar"), null),
                new Mapping.Archive("unpacked", context.resolve("lib.jar"), "BOOT-INF/lib/", Mapping.Choice.ALL));
        var image = new AppImage(
                "pom.xml",
                new AppImage.Base.Scratch(),
                List.of(new AppImage.Part.Files("app", "/app", "")),
                AppImage.Config.EMPTY,
                false,
                List.of());
        return request(place, new ImageSource.Application(context, image, Map.of("app", files)));
    }

    @ParameterizedTest
    @EnumSource
    void namedContextsAndPathsAreTakenAsTheyAreWrittenThere(Kind kind) throws Exception {
        ForeignFileSystem system = system(kind);
        fill(place);
        place.write(
                "docker/Dockerfile", "FROM scratch\r\nCOPY --from=more Some.txt /\r\nCOPY --from=docs . /docs/\r\n");
        place.write("docker/Dockerfile.dockerignore", kind == Kind.WINDOWS ? "src\\main\r\n" : "src/main\r\n");
        Path shared = Files.createDirectories(real.resolve("share"));
        Files.writeString(shared.resolve("Some.txt"), "shared");
        String more = "../share";
        if (kind == Kind.WINDOWS) {
            system.with("\\\\server\\projects", shared);
            more = "\\\\server\\projects\\";
        } else {
            more = shared.toString();
        }
        Path context = place.context();
        var contexts = Map.of(
                "more", NamedContext.parse(more, context),
                "docs", NamedContext.parse(kind == Kind.WINDOWS ? ".\\docs" : "./docs", context));
        var source = new ImageSource.Dockerfile(
                context.resolve(kind == Kind.WINDOWS ? "..\\Context" : "../Context"),
                HostNames.resolve(context, "docker/Dockerfile"),
                "",
                Map.of(),
                contexts);
        assertThat(files(build(request(place, source)), place)).containsKeys("Some.txt", "docs/internal/b.md");
    }

    @ParameterizedTest
    @EnumSource
    void theOutputMayBeOnADriveOfItsOwnOrOnOneWithoutLinks(Kind kind) throws Exception {
        ForeignFileSystem system = system(kind);
        fill(place);
        place.write("Dockerfile", "FROM scratch\r\nCOPY src /src\r\n");
        BuildResult usual = build(place);
        Path away = Files.createDirectories(real.resolve("away"));
        Path output =
                kind == Kind.WINDOWS ? system.with("D:", away).getPath("D:\\out") : system.view(away.resolve("out"));
        system.troubles().withoutHardLinks().withoutSymbolicLinks();
        var space = new Workspace(
                output,
                output.resolve("image"),
                place.space().projectCache(),
                place.space().store());
        BuildResult result = build(BuildRequest.of(dockerfile(place), Reference.parse("app:1"), space));
        assertThat(result.digest()).isEqualTo(usual.digest());
        LayoutImage image = OciLayout.open(space.layout()).image("", Platform.current());
        for (Path blob : image.blobs().values()) {
            assertThat(Files.getAttribute(system.real(blob), "unix:nlink")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImageIsPushedPulledAsABaseAndSaved(Kind kind) throws Exception {
        ForeignFileSystem system = system(kind);
        fill(place);
        try (TestRegistry registry = TestRegistry.start()) {
            Reference name = Reference.parse(registry.hostAndPort() + "/team/app:1");
            place.write("Dockerfile", "FROM scratch\r\nCOPY src /src\r\n");
            BuildResult base = build(BuildRequest.of(dockerfile(place), name, place.space()));
            Pushes.push(new ImagePush(base.layout(), List.of(name)), surroundings());
            assertThat(registry.storage().tags("team/app")).containsExactly("1");

            Place other = new Place(place.dir().resolve("other"));
            other.write("Dockerfile", "FROM " + name + "\r\nCOPY new.txt /\r\n");
            other.write("new.txt", "new");
            var space = Workspace.of(other.dir().resolve("out"), other.dir().resolve("store"));
            BuildResult top = build(BuildRequest.of(dockerfile(other), Reference.parse("top:1"), space));
            assertThat(OciLayout.open(top.layout())
                            .image("", Platform.current())
                            .blobs())
                    .hasSize(2);

            Path archive = other.dir().resolve("images").resolve("top.tar");
            ImageArchive.of(space, List.of(Reference.parse("top:1")))
                    .write(ImageArchive.Format.DOCKER, archive, surroundings());
            assertThat(Files.size(archive)).isPositive();
        }
        assertThat(system.open.anyAt(real)).as("files left open").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void capitalsCountAlsoWhereTheMachineDoesNotCountThem(Kind kind) throws Exception {
        system(kind);
        place.write("README.md", "one");
        place.write("Dockerfile", "FROM scratch\r\nCOPY Readme.md /\r\n");
        assertThatThrownBy(() -> build(place))
                .hasMessageContaining("/Readme.md is not in the build context")
                .hasMessageEndingWith(", but /README.md is")
                .isInstanceOfSatisfying(
                        BuildFailure.class,
                        failure -> assertThat(failure.hint()).contains("capitals"));
        place.write("Dockerfile", "FROM scratch\r\nCOPY README.md /a/\r\nCOPY README.md /A/readme.md\r\n");
        assertThat(files(build(place), place)).containsKeys("a/README.md", "A/readme.md");
        place.write(".dockerignore", "readme.MD\r\n");
        assertThat(files(build(place), place)).containsKeys("a/README.md");
    }

    @Test
    void aNameIsTakenAsTheDiskHasItAndTheOtherSpellingIsExplained() throws Exception {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        system(Kind.MACOS);
        place.write("caf\u00e9.txt", "one");
        place.write("Dockerfile", "FROM scratch\nCOPY . /\n");
        assertThat(files(build(place), place)).containsKey("cafe\u0301.txt");
        place.write("Dockerfile", "FROM scratch\nCOPY caf\u00e9.txt /\n");
        assertThatThrownBy(() -> build(place)).hasMessageEndingWith(", but /cafe\u0301.txt is");
    }

    /** While a virus scanner looks at what was just written. */
    @Test
    void whatIsHeldForAMomentIsWaitedFor() throws Exception {
        ForeignFileSystem windows = system(Kind.WINDOWS);
        fill(place);
        place.write("Dockerfile", "FROM scratch\r\nCOPY src /src\r\n");
        windows.troubles().refuseNext(6);
        build(place);
        assertThat(windows.troubles().refusalsLeft()).isZero();
    }

    @Test
    void anImageThatSomebodyReadsIsWrittenAnewAllTheSame() throws Exception {
        ForeignFileSystem windows = system(Kind.WINDOWS);
        fill(place);
        place.write("Dockerfile", "FROM scratch\r\nCOPY src /src\r\n");
        build(place);
        LayoutImage first = OciLayout.open(place.space().layout()).image("", Platform.current());
        Path layer = first.blobs().values().iterator().next();
        try (var reading = Files.newInputStream(layer)) {
            place.write("src/main/App.java", "class App { }");
            build(place);
            assertThat(layer).exists();
            assertThat(reading.read()).isNotNegative();
        }
        place.write("src/main/App.java", "class App {  }");
        build(place);
        assertThat(layer).doesNotExist();
        Path index = place.space().layout().resolve("index.json");
        try (var reading = Files.newInputStream(index)) {
            place.write("src/main/App.java", "class App {   }");
            assertThatThrownBy(() -> build(place))
                    .hasMessageContaining(
                            "The image cannot be written to " + place.space().layout())
                    .hasMessageContaining("another program has it open");
            assertThat(reading.read()).isNotNegative();
        }
        assertThat(build(place).digest()).isNotNull();
        assertThat(windows.open.anyAt(real)).as("files left open").isFalse();
    }

    private boolean again() throws Exception {
        settle();
        log.clear();
        build(place);
        return log.contains("opened");
    }

    private BuildResult build(Place where) throws Exception {
        return build(request(where, dockerfile(where)));
    }

    private static ImageSource dockerfile(Place where) {
        return new ImageSource.Dockerfile(where.context(), where.context().resolve("Dockerfile"));
    }

    private static BuildRequest request(Place where, ImageSource source) {
        return BuildRequest.of(source, Reference.parse("app:1"), where.space());
    }

    private BuildResult build(BuildRequest request) throws Exception {
        Path sessions = request.workspace().projectCache().resolve("sessions");
        FileTime before = time(sessions);
        BuildResult result = new Builder(surroundings()).build(request);
        if (!time(sessions).equals(before)) {
            log.add("opened");
        }
        return result;
    }

    private static BuildEnvironment surroundings() {
        return new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new SilentBuildLog(), Map.of());
    }

    /** When a store was last opened: each opening makes a file there. */
    private static FileTime time(Path directory) {
        try {
            return Files.getLastModifiedTime(directory);
        } catch (IOException none) {
            return FileTime.fromMillis(0);
        }
    }

    /** Type and mode of all entries of the image, by path. */
    private static Map<String, String> files(BuildResult result, Place where) throws IOException {
        LayoutImage image = OciLayout.open(result.layout()).image("", Platform.current());
        assertThat(result.layout()).isEqualTo(where.space().layout());
        Map<String, String> files = new TreeMap<>();
        for (var layer : image.manifest().layers()) {
            try (var in = LayerInput.open(image.blobs().get(layer.digest()))) {
                TarReader tar = new TarReader(in);
                for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                    files.put(entry.name(), entry.type() + " " + Integer.toOctalString(entry.mode()));
                }
            }
        }
        return files;
    }

    private Path real(String path) {
        return real.resolve(path);
    }

    /** Lets the files grow older than the ticks of any clock. */
    private static void settle() throws InterruptedException {
        Thread.sleep(80);
    }
}
