package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.context.RootedPaths;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.frontend.app.AppImage.Base;
import dev.drydock.frontend.app.AppImage.Config;
import dev.drydock.frontend.app.AppImage.Part;
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
import dev.drydock.plan.Mapping.Choice;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from descriptions, without any RUN, built whole. */
class AppImageTest {

    @TempDir
    Path dir;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void sameFilesWithOtherUmaskFolderAndTimesMakeTheSameImage() throws Exception {
        BuildResult first = build("one", SCRATCH, Map.of("app", List.of(tree(folder("a", "rw-r--r--", 1)))));
        BuildResult second = build("two", SCRATCH, Map.of("app", List.of(tree(folder("b", "rw-rw----", 2)))));
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @Test
    void executableFilesStayExecutableLinksStayLinksAndHardLinksStayOneFile() throws Exception {
        Path folder = folder("a", "rw-r--r--", 1);
        Files.setPosixFilePermissions(folder.resolve("bin/tool"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder.resolve("bin/alias"), Path.of("tool"));
        Files.createLink(folder.resolve("bin/zweiter"), folder.resolve("bin/tool"));
        BuildResult result = build("one", SCRATCH, Map.of("app", List.of(tree(folder))));
        assertThat(entries(result))
                .containsExactly(
                        "DIRECTORY 755 opt",
                        "DIRECTORY 755 opt/app",
                        "DIRECTORY 755 opt/app/bin",
                        "SYMLINK 777 opt/app/bin/alias -> tool",
                        "FILE 755 opt/app/bin/tool",
                        "FILE 644 opt/app/conf.txt",
                        "HARD_LINK 755 opt/app/bin/zweiter -> opt/app/bin/tool");
    }

    @Test
    void directoriesOfTheBaseStayAsTheyAre() throws Exception {
        BuildResult base = build(
                "base",
                new Base.Scratch(),
                "/",
                List.of(new Mapping.Directory("opt/app", 01777), new Mapping.Link("current", "opt/app")));
        BuildResult onTop = build(
                "top",
                new Base.Layout(base.layout().toString()),
                "/",
                List.of(
                        new Mapping.Bytes("opt/app/x", "x".getBytes(StandardCharsets.UTF_8), 0600),
                        new Mapping.Bytes("y", "y".getBytes(StandardCharsets.UTF_8), 0644)));
        assertThat(entries(onTop)).containsSubsequence("DIRECTORY 1777 opt/app", "FILE 600 opt/app/x", "FILE 644 y");
        BuildResult throughLink = build(
                "link",
                new Base.Layout(base.layout().toString()),
                "/current",
                List.of(new Mapping.Bytes("z", "z".getBytes(StandardCharsets.UTF_8), 0644)));
        assertThat(entries(throughLink))
                .containsExactly("DIRECTORY 755 opt", "DIRECTORY 1777 opt/app", "FILE 644 opt/app/z");
    }

    @Test
    void entriesOfArchivesGoWhereTheyAreSentAndNotOutside() throws Exception {
        Path zip = dir.resolve("app.jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name :
                    List.of("BOOT-INF/lib/a.jar", "BOOT-INF/lib/b.jar", "BOOT-INF/../../../evil", "x/Y.class")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        var mapping = new Mapping.Archive("", zip, "", Choice.without("**/b.jar"));
        assertThat(entries(build("zip", SCRATCH, Map.of("app", List.of(mapping)))))
                .contains("FILE 644 opt/app/evil", "FILE 644 opt/app/x/Y.class", "FILE 644 opt/app/BOOT-INF/lib/a.jar")
                .noneMatch(entry -> entry.contains("b.jar"));
    }

    @Test
    void aFileSetMayPutOthersInThePlaceOfAllFilesThatAreThere() throws Exception {
        Path folder = folder("a", "rw-r--r--", 1);
        var again = new Mapping.Tree("", folder, Choice.of("conf.txt"), 0600, "<files> in the POM");
        BuildResult result = build("x", SCRATCH, Map.of("app", List.of(tree(folder), again)));
        assertThat(entries(result)).contains("FILE 600 opt/app/conf.txt");
    }

    @Test
    void aFileSetThatMatchesNothingIsAnError() throws Exception {
        var tree = new Mapping.Tree(
                "", folder("a", "rw-r--r--", 1), Choice.of("**/*.nothing"), null, "<files> in the POM");
        assertThatThrownBy(() -> build("x", SCRATCH, Map.of("app", List.of(tree))))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("<files> in the POM takes no file from");
    }

    @Test
    void theConfigIsWhatWasAskedFor() throws Exception {
        var health =
                new AppImage.Healthcheck("curl -f localhost", Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, 3);
        var config = new Config(
                List.of("java", "Main"),
                List.of("arg"),
                Map.of("A", "1"),
                Map.of("l", "2"),
                Map.of("note", "3"),
                List.of("8080", "53/udp", "9000-9001"),
                List.of("/data"),
                "1000:1000",
                "/work",
                health,
                "SIGINT");
        var image = new AppImage("pom.xml", new Base.Scratch(), List.of(), config, false, List.of());
        LayoutImage made = image(build("x", image, Map.of()));
        ImageConfig got = made.parsedConfig();
        assertThat(got.entrypoint()).containsExactly("java", "Main");
        assertThat(got.cmd()).containsExactly("arg");
        assertThat(got.env()).containsEntry("A", "1").containsKey("PATH");
        assertThat(got.labels()).containsEntry("l", "2");
        assertThat(got.exposedPorts()).containsExactly("53/udp", "8080/tcp", "9000/tcp", "9001/tcp");
        assertThat(got.volumes()).containsExactly("/data");
        assertThat(got.user()).isEqualTo("1000:1000");
        assertThat(got.workingDir()).isEqualTo("/work");
        assertThat(got.stopSignal()).isEqualTo("SIGINT");
        assertThat(String.valueOf(got.healthcheck()))
                .contains("curl -f localhost")
                .contains("30000000000");
        assertThat(new String(made.manifest().raw(), StandardCharsets.UTF_8)).contains("\"note\":\"3\"");
    }

    @Test
    void aPortThatIsNoneIsAnError() {
        var config = new Config(null, null, Map.of(), Map.of(), Map.of(), List.of("http"), List.of(), "", "", null, "");
        var image = new AppImage("pom.xml", new Base.Scratch(), List.of(), config, false, List.of());
        assertThatThrownBy(() -> build("x", image, Map.of()))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("pom.xml: <ports>: 'http' is not a port");
    }

    /** As the build checks say of a Dockerfile; an index that has other platforms is refused where it is read. */
    @Test
    void aBaseForAnotherPlatformIsWarnedOfAsLongAsItIsUsed() throws Exception {
        Platform arm = Platform.parse("linux/arm64");
        Platform other = Platform.parse("linux/s390x");
        BuildResult base = build("base", SCRATCH, Map.of("app", List.of(tree(folder("a", "rw-r--r--", 1)))), arm);
        var from = new Base.Layout(base.layout().toString());
        for (int i = 1; i <= 2; i++) {
            BuildResult result = build("top", from, Map.of("app", List.of(tree(folder("b", "rw-r--r--", 1)))), other);
            assertThat(image(result).parsedConfig().platform()).isEqualTo(other);
            assertThat(warnings).hasSize(i);
        }
        assertThat(warnings.get(1))
                .startsWith("pom.xml: the base image oci-layout")
                .endsWith(" is for linux/arm64, not for linux/s390x (InvalidBaseImagePlatform)")
                .isEqualTo(warnings.get(0));
        build(
                "fits",
                from,
                Map.of("app", List.of(tree(folder("b", "rw-r--r--", 1)))),
                Platform.parse("linux/arm64/v9"));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void filesOfReleasesAreCopiedOnceForAllProjectsOfTheMachine() throws Exception {
        var parts = List.<Part>of(
                new Part.Files("libraries", "/app/libs", "", Part.Origin.RELEASE), new Part.Files("app", "/app", ""));
        var image = new AppImage("pom.xml", SCRATCH, parts, Config.EMPTY, false, List.of());
        var libraries = List.of(tree(folder("libraries", "rw-r--r--", 1)));
        var files = Map.of("libraries", libraries, "app", List.of(tree(folder("app", "rw-r--r--", 1))));

        BuildResult first = build("one", image, files);
        assertThat(first.cached()).isZero();
        FileTrees.delete(dir.resolve("out/one"));
        BuildResult cleaned = build("one", image, files);
        assertThat(cleaned.digest()).isEqualTo(first.digest());
        assertThat(cleaned.cached()).as("the libraries alone").isOne();

        var others = Map.of("libraries", libraries, "app", List.of(tree(folder("other", "rw-r--r--", 1))));
        assertThat(build("two", image, others).cached())
                .as("in another project")
                .isOne();
        assertThat(OciLayout.open(cleaned.layout())
                        .image("", Platform.current())
                        .blobs())
                .allSatisfy((digest, blob) -> assertThat(blob).exists());
    }

    private static final Base SCRATCH = new Base.Scratch();

    private static Mapping tree(Path folder) {
        return new Mapping.Tree("", folder, Choice.ALL, null, null);
    }

    private Path folder(String name, String permissions, long seconds) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(name));
        Path tool = Files.createDirectories(folder.resolve("bin")).resolve("tool");
        for (Path file : List.of(tool, folder.resolve("conf.txt"))) {
            Files.writeString(file, file.getFileName().toString());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000));
        }
        return folder;
    }

    private BuildResult build(String name, Base from, Map<String, List<Mapping>> files) throws Exception {
        return build(name, from, "/opt/app", files.get("app"));
    }

    private BuildResult build(String name, Base from, Map<String, List<Mapping>> files, Platform platform)
            throws Exception {
        var image = new AppImage(
                "pom.xml", from, List.of(new Part.Files("app", "/opt/app", "")), Config.EMPTY, false, List.of());
        return build(name, image, files, platform);
    }

    private BuildResult build(String name, Base from, String into, List<Mapping> files) throws Exception {
        var image =
                new AppImage("pom.xml", from, List.of(new Part.Files("app", into, "")), Config.EMPTY, false, List.of());
        return build(name, image, Map.of("app", files));
    }

    private BuildResult build(String name, AppImage image, Map<String, List<Mapping>> files) throws Exception {
        return build(name, image, files, Platform.current());
    }

    private BuildResult build(String name, AppImage image, Map<String, List<Mapping>> files, Platform platform)
            throws Exception {
        Workspace space = Workspace.of(dir.resolve("out").resolve(name), dir.resolve("store"));
        var source = new ImageSource.Application(dir.resolve(name), image, files);
        var log = new SilentBuildLog() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        var surroundings = new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, log, Map.of());
        return new Builder(surroundings)
                .build(BuildRequest.of(source, Reference.parse("app:1"), space).withPlatforms(List.of(platform)));
    }

    private static LayoutImage image(BuildResult result) throws IOException {
        return OciLayout.open(result.layout()).image("", Platform.current());
    }

    /** The entries of the topmost layer. */
    private static List<String> entries(BuildResult result) throws IOException {
        LayoutImage image = image(result);
        var layers = image.manifest().layers();
        List<String> entries = new ArrayList<>();
        try (var in =
                LayerInput.open(image.blobs().get(layers.get(layers.size() - 1).digest()))) {
            TarReader tar = new TarReader(in);
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                entries.add(
                        entry.type() + " " + Integer.toOctalString(entry.mode()) + " " + RootedPaths.clean(entry.name())
                                + (entry.linkName().isEmpty() ? "" : " -> " + entry.linkName()));
            }
        }
        return entries;
    }
}
