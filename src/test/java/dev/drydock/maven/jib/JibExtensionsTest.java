package dev.drydock.maven.jib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.LayerObject;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.plugins.extension.JibPluginExtensionException;
import dev.drydock.image.Descriptor;
import dev.drydock.image.ImageConfig;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.java.Library;
import dev.drydock.java.Library.Kind;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.PomBuild;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extensions of Jib in builds, published ones and one that does what each test wants. */
class JibExtensionsTest {

    private static final String CHANGING = extension(ChangingExtension.class.getName(), "");
    private static final Instant OWN = Instant.parse("2001-02-03T04:05:06Z");

    @TempDir
    Path dir;

    private ContainerBuildPlan seen;

    @BeforeEach
    void project() throws IOException {
        ChangingExtension.change = plan -> {
            seen = plan;
            return plan;
        };
        Path classes = Files.createDirectories(dir.resolve("target/classes"));
        Path source =
                Files.writeString(dir.resolve("Main.java"), "class Main { public static void main(String[] a) {} }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        file("target/classes/config/app.yml");
        file("extra/bin/tool").toFile().setExecutable(true);
        Files.createSymbolicLink(dir.resolve("extra/link"), Path.of("bin/tool"));
    }

    @Test
    void thePlanHasTheLayersOfTheImageByTheNamesOfJib() throws Exception {
        build("<files><set><from>extra</from><into>/opt</into><owner>7:8</owner></set></files>" + CHANGING)
                .library(new Library(file("a-1.jar"), "g", Kind.RELEASE))
                .library(new Library(file("b-1-SNAPSHOT.jar"), "g", Kind.SNAPSHOT))
                .library(new Library(file("c.jar"), "g", Kind.MODULE))
                .run();
        assertThat(lines(seen))
                .containsExactly(
                        "extra files: /opt/bin 755 7:8",
                        "extra files: /opt/bin/tool 755 7:8",
                        "dependencies: /app/libs/a-1.jar 644 ",
                        "snapshot dependencies: /app/libs/b-1-SNAPSHOT.jar 644 ",
                        "project dependencies: /app/libs/c.jar 644 ",
                        "jvm arg files: /app/class-path 644 ",
                        "resources: /app/resources/config 755 ",
                        "resources: /app/resources/config/app.yml 644 ",
                        "classes: /app/classes/Main.class 644 ");
        for (FileEntry entry : entries(seen)) {
            assertThat(entry.getSourceFile()).exists();
            assertThat(entry.getModificationTime()).isEqualTo("1980-02-01T00:00:00Z");
        }
    }

    @Test
    void thePlanTellsWhatTheContainerIsToDo() throws Exception {
        build("<env><A>1</A></env><labels><l>2</l></labels><ports>80,90-91/udp,5/sctp</ports><volumes>/data</volumes>"
                        + "<user>me</user><workdir>/work</workdir><cmd>x y</cmd><jvmFlags>-Xmx9m</jvmFlags>"
                        + "<platforms>linux/amd64,linux/arm/v7</platforms>" + CHANGING)
                .run();
        assertThat(seen.getBaseImage()).isEqualTo("scratch");
        assertThat(seen.getFormat()).isEqualTo(ImageFormat.OCI);
        assertThat(seen.getCreationTime()).isEqualTo("1980-02-01T00:00:00Z");
        assertThat(seen.getPlatforms()).containsExactly(new Platform("amd64", "linux"), new Platform("arm", "linux"));
        assertThat(seen.getEnvironment()).isEqualTo(Map.of("A", "1"));
        assertThat(seen.getLabels()).isEqualTo(Map.of("l", "2"));
        assertThat(seen.getExposedPorts()).containsExactlyInAnyOrder(Port.tcp(80), Port.udp(90), Port.udp(91));
        assertThat(seen.getVolumes()).containsExactly(AbsoluteUnixPath.get("/data"));
        assertThat(seen.getUser()).isEqualTo("me");
        assertThat(seen.getWorkingDirectory()).isEqualTo(AbsoluteUnixPath.get("/work"));
        assertThat(seen.getEntrypoint()).containsExactly("java", "-Xmx9m", "-cp", "@/app/class-path", "Main");
        assertThat(seen.getCmd()).containsExactly("x", "y");
    }

    /** Commands, links, checks and odd modes are in none of the plans, but in the images. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<timestamp>preserve</timestamp>",
                "<files><set><from>extra</from><into>/opt/</into><mode>4750</mode><owner>7</owner></set></files>",
                "<env><Z>1</Z><A>2</A></env><labels><z>1</z><a>2</a></labels><volumes>/z,/a</volumes><ports>5/sctp,9,8</ports>",
                "<healthcheck>true</healthcheck><stopSignal>SIGQUIT</stopSignal><workdir>/work/</workdir><user>5</user>",
                "<layout>layers</layout>",
                "<layout>none</layout><entrypoint>/x</entrypoint><annotations><a>b</a></annotations>",
                "<platforms>linux/amd64,linux/arm/v7</platforms>",
            })
    void anExtensionThatChangesNothingLeavesTheImageAsItIs(String configuration) throws Exception {
        bootJar();
        PomBuild plain = build(configuration);
        plain.run();
        String digest = Files.readString(plain.output().resolve("image.digest"));
        PomBuild extended = build(configuration + CHANGING);
        extended.run();
        assertThat(Files.readString(extended.output().resolve("image.digest"))).isEqualTo(digest);
    }

    /** The same entries in new layers, so that everything is put together anew. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<layout>layers</layout>",
                "<files><set><from>extra</from><into>/opt/</into><mode>4750</mode><owner>7</owner></set></files>"
            })
    void filesAreWhatTheyWereInALayerPutTogetherAnew(String configuration) throws Exception {
        bootJar();
        PomBuild plain = build(configuration);
        plain.run();
        List<String> before = tar(plain);
        ChangingExtension.change = plan -> layers(
                plan,
                layer -> layer.toBuilder()
                        .setEntries(reversed(layer.getEntries()))
                        .build());
        PomBuild extended = build(configuration + CHANGING);
        extended.run();
        assertThat(tar(extended)).isEqualTo(before);
    }

    @Test
    void permissionsOwnersAndTimesOfAnExtensionCount() throws Exception {
        ChangingExtension.change = plan -> entries(plan, entry -> {
            String path = entry.getExtractionPath().toString();
            boolean config = path.startsWith("/app/resources/config");
            boolean main = path.endsWith(".class");
            return new FileEntry(
                    entry.getSourceFile(),
                    entry.getExtractionPath(),
                    main ? FilePermissions.fromOctalString("600") : entry.getPermissions(),
                    path.endsWith("app.yml") ? OWN : entry.getModificationTime(),
                    config ? "1001:1002" : entry.getOwnership());
        });
        PomBuild build = build(CHANGING);
        build.run();
        assertThat(tar(build))
                .contains(
                        "app/resources/ 755 0:0 1980-02-01T00:00:00Z",
                        "app/resources/config/ 755 1001:1002 1980-02-01T00:00:00Z",
                        "app/resources/config/app.yml 644 1001:1002 2001-02-03T04:05:06Z",
                        "app/classes/Main.class 600 0:0 1980-02-01T00:00:00Z");
    }

    /** Times do not count in the keys of ordinary steps. */
    @Test
    void anotherTimeIsNotTakenFromTheCache() throws Exception {
        for (Instant time : List.of(OWN, OWN.plusSeconds(1))) {
            ChangingExtension.change = plan -> entries(
                    plan,
                    entry -> new FileEntry(
                            entry.getSourceFile(), entry.getExtractionPath(), entry.getPermissions(), time, ""));
            PomBuild build = build(CHANGING);
            build.run();
            assertThat(tar(build)).contains("app/resources/config/app.yml 644 0:0 " + time);
        }
    }

    @Test
    void aLayerOfAnExtensionHasItsFilesAndItsDirectories() throws Exception {
        Path source = file("somewhere/else");
        Files.setLastModifiedTime(source, FileTime.from(OWN));
        ChangingExtension.change = plan -> plan.toBuilder()
                .addLayer(FileEntriesLayer.builder()
                        .setName("new one")
                        .addEntryRecursive(source.getParent(), AbsoluteUnixPath.get("/srv/data"))
                        .build())
                .build();
        PomBuild build = build(CHANGING);
        build.run();
        assertThat(tar(build))
                .endsWith(
                        "srv/ 755 0:0 1980-02-01T00:00:00Z",
                        "srv/data/ 755 0:0 1970-01-01T00:00:01Z",
                        "srv/data/else 644 0:0 1970-01-01T00:00:01Z");
        assertThat(history(build)).contains("COPY new one /srv # drydock");
    }

    @Test
    void whatAnExtensionWantsOfTheContainerIsInTheConfiguration() throws Exception {
        ChangingExtension.change = plan -> plan.toBuilder()
                .setEnvironment(Map.of("KEPT", "new", "MORE", "1"))
                .addLabel("more", "2")
                .setExposedPorts(new HashSet<>(Set.of(Port.tcp(80), Port.udp(53))))
                .addVolume(AbsoluteUnixPath.get("/cache"))
                .setUser("9")
                .setWorkingDirectory(AbsoluteUnixPath.get("/there"))
                .setEntrypoint(List.of("/launch"))
                .setCmd(null)
                .setCreationTime(OWN)
                .setFormat(ImageFormat.Docker)
                .setPlatforms(Set.of(new Platform("arm64", "linux")))
                .build();
        PomBuild build =
                build("<env><GONE>1</GONE><KEPT>1</KEPT></env><ports>80,81,6/sctp</ports><volumes>/data</volumes>"
                        + "<healthcheck>true</healthcheck><cmd>x</cmd>" + CHANGING);
        build.run();
        ImageConfig config = image(build).parsedConfig();
        assertThat(config.env())
                .contains(Map.entry("KEPT", "new"), Map.entry("MORE", "1"))
                .doesNotContainKey("GONE");
        assertThat(config.labels()).containsEntry("more", "2");
        assertThat(text(build))
                .contains("\"80/tcp\"", "\"6/sctp\"", "\"53/udp\"", "\"/data\"", "\"/cache\"", "\"CMD-SHELL\"")
                .contains("\"created\":\"2001-02-03T04:05:06Z\"")
                .doesNotContain("81/tcp");
        assertThat(config.user()).isEqualTo("9");
        assertThat(config.entrypoint()).containsExactly("/launch");
        assertThat(config.cmd()).isEmpty();
        assertThat(config.platform()).hasToString("linux/arm64");
        assertThat(tar(build)).contains("app/classes/Main.class 644 0:0 1980-02-01T00:00:00Z");
    }

    @Test
    void aConfigurationIsAnObjectOfTheClassThatTheExtensionTakes() throws Exception {
        build(extension(
                        ChangingExtension.class.getName(),
                        "<properties><a>1</a><b/></properties><configuration implementation=\""
                                + ChangingExtension.Configuration.class.getName()
                                + "\"><text>${project.artifactId}</text><number>8</number><file>a/b</file><items>"
                                + "<item><name>one</name></item><item><name>two</name></item></items></configuration>"))
                .run();
        assertThat(ChangingExtension.properties).isEqualTo(Map.of("a", "1", "b", ""));
        ChangingExtension.Configuration configuration = ChangingExtension.configuration.orElseThrow();
        assertThat(configuration.number).isEqualTo(8);
        assertThat(configuration.file).isEqualTo(dir.resolve("a/b").toFile());
        assertThat(configuration.items).extracting(item -> item.name).containsExactly("one", "two");
    }

    @Test
    void anExtensionIsToldOfMavenAndSpeaksInItsLog() throws Exception {
        PomBuild build = build(CHANGING);
        build.run();
        assertThat(build.log())
                .contains("[INFO] Running the extension dev.drydock.maven.jib.ChangingExtension")
                .contains("[INFO] changing app of 1", "[WARNING] careful")
                .doesNotContain("in detail");
    }

    @Test
    void thePublishedLayerFilterRemovesFilesAndMovesThem() throws Exception {
        PomBuild build = build(extension(
                        "com.google.cloud.tools.jib.maven.extension.layerfilter.JibLayerFilterExtension",
                        "<configuration implementation=\"com.google.cloud.tools.jib.maven.extension.layerfilter.Configuration\">"
                                + "<filters><filter><glob>**/gone-*.jar</glob></filter>"
                                + "<filter><glob>**/config/**</glob><toLayer>configuration</toLayer></filter>"
                                + "</filters></configuration>"))
                .library(new Library(file("gone-1.jar"), "g", Kind.RELEASE))
                .library(new Library(file("kept-1.jar"), "g", Kind.RELEASE));
        build.run();
        assertThat(files(build))
                .containsExactly(
                        "app/libs/kept-1.jar",
                        "app/class-path",
                        "app/classes/Main.class",
                        "app/resources/config/app.yml");
        assertThat(history(build))
                .endsWith(
                        "COPY configuration /app/resources/config # drydock",
                        "ENTRYPOINT [\"java\" \"-cp\" \"@/app/class-path\" \"Main\"]");
    }

    @Test
    void thePublishedSpringBootExtensionRemovesTheDevelopersTools() throws Exception {
        PomBuild build = build(
                        extension("com.google.cloud.tools.jib.maven.extension.springboot.JibSpringBootExtension", ""))
                .user("spring-boot.repackage.excludeDevtools", "false")
                .library(springBoot("spring-boot"))
                .library(springBoot("spring-boot-devtools"));
        build.run();
        assertThat(build.log()).contains("Running Jib Spring Boot extension");
        assertThat(files(build))
                .contains("app/libs/spring-boot-3.5.0.jar")
                .noneMatch(file -> file.contains("devtools"));
    }

    @Test
    void anImageOfADockerfileIsRefused() throws Exception {
        Files.writeString(dir.resolve("Dockerfile"), "FROM scratch\nCOPY Main.java /\n");
        PomBuild build = new PomBuild(dir).configuration(CHANGING).user("drydock.cacheDirectory", dir + "/store");
        assertThatThrownBy(build::run)
                .hasMessageContaining("built from a Dockerfile, which extensions of Jib cannot change")
                .hasMessageContaining("Remove <pluginExtensions>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <properties><a>1</a></properties>                            | A <pluginExtension> has no <implementation>
        <implementation>a.B</implementation>                         | a.B</implementation>: there is no such extension among the plugin's dependencies
        <implementaton>a.B</implementaton>                           | Did you mean <implementation>?
        <implementation>CHANGING</implementation><properties><a><b/></a></properties> | <a> in <properties> holds elements
        <implementation>SPRING</implementation><configuration/>      | has no <configuration>
        <implementation>CHANGING</implementation><configuration implementation="CHANGING$Other"/> | is not what the extension
        <implementation>CHANGING</implementation><configuration><nothing>1</nothing></configuration> | <configuration> of the extension
        """)
    void anExtensionThatCannotBeMeantIsRefused(String inside, String complaint) {
        String xml = inside.replace("CHANGING", ChangingExtension.class.getName())
                .replace("SPRING", "com.google.cloud.tools.jib.maven.extension.springboot.JibSpringBootExtension");
        PomBuild build = build("<pluginExtensions><pluginExtension>" + xml + "</pluginExtension></pluginExtensions>");
        assertThatThrownBy(build::run).hasMessageContaining(complaint);
    }

    @Test
    void theFailureOfAnExtensionIsTheFailureOfTheBuild() {
        assertThatThrownBy(changed(plan -> {
                    throw new JibPluginExtensionException(ChangingExtension.class, "not today");
                }))
                .hasMessageContaining("ChangingExtension has failed: not today");
        assertThatThrownBy(changed(plan -> {
                    throw new IllegalStateException("oh");
                }))
                .hasMessageContaining("ChangingExtension itself has failed")
                .hasMessageContaining("a fault of the extension");
        assertThatThrownBy(changed(plan -> {
                    throw new NoClassDefFoundError("com/google/common/base/Verify");
                }))
                .hasMessageContaining("needs a class that is not there: com.google.common.base.Verify")
                .hasMessageContaining("com.google.guava:guava");
        assertThatThrownBy(changed(plan -> null)).hasMessageContaining("returns no plan");
    }

    @Test
    void whatCannotBeBuiltIsRefused() {
        assertThatThrownBy(
                        changed(plan -> plan.toBuilder().setBaseImage("UPPER").build()))
                .hasMessageContaining("changes the base image to 'UPPER'");
        assertThatThrownBy(changed(plan -> plan.toBuilder()
                        .addLayer(FileEntriesLayer.builder()
                                .addEntry(dir.resolve("none"), AbsoluteUnixPath.get("/x"))
                                .build())
                        .build()))
                .hasMessageContaining("none into the image as /x, but there is no such file");
    }

    private org.assertj.core.api.ThrowableAssert.ThrowingCallable changed(ChangingExtension.Change change) {
        return () -> {
            ChangingExtension.change = change;
            build(CHANGING).run();
        };
    }

    private static String extension(String name, String more) {
        return "<pluginExtensions><pluginExtension><implementation>" + name + "</implementation>" + more
                + "</pluginExtension></pluginExtensions>";
    }

    private PomBuild build(String configuration) {
        return new PomBuild(dir)
                .configuration("<from>scratch</from>" + configuration)
                .user("drydock.cacheDirectory", dir + "/store");
    }

    private LibraryArtifact springBoot(String name) throws IOException {
        return new LibraryArtifact(
                "org.springframework.boot", name, "", "3.5.0", false, false, Kind.RELEASE, file(name + "-3.5.0.jar"));
    }

    private Path file(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private void bootJar() throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(dir.resolve("target/app-1.0.jar")))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Main-Class: Launcher\nSpring-Boot-Layers-Index: BOOT-INF/layers.idx\n\n".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("BOOT-INF/layers.idx"));
            zip.write("- \"application\":\n  - \"META-INF/\"\n".getBytes(UTF_8));
        }
    }

    private static List<FileEntry> entries(ContainerBuildPlan plan) {
        List<FileEntry> entries = new ArrayList<>();
        for (LayerObject layer : plan.getLayers()) {
            entries.addAll(((FileEntriesLayer) layer).getEntries());
        }
        return entries;
    }

    private static List<String> lines(ContainerBuildPlan plan) {
        List<String> lines = new ArrayList<>();
        for (LayerObject layer : plan.getLayers()) {
            for (FileEntry entry : ((FileEntriesLayer) layer).getEntries()) {
                lines.add(layer.getName() + ": " + entry.getExtractionPath() + " "
                        + entry.getPermissions().toOctalString() + " " + entry.getOwnership());
            }
        }
        return lines;
    }

    private static List<FileEntry> reversed(List<FileEntry> entries) {
        List<FileEntry> reversed = new ArrayList<>();
        entries.forEach(entry -> reversed.add(
                0,
                new FileEntry(
                        entry.getSourceFile(),
                        entry.getExtractionPath(),
                        entry.getPermissions(),
                        entry.getModificationTime(),
                        entry.getOwnership())));
        return reversed;
    }

    private static ContainerBuildPlan layers(ContainerBuildPlan plan, UnaryOperator<FileEntriesLayer> change) {
        return plan.toBuilder()
                .setLayers(plan.getLayers().stream()
                        .map(layer -> change.apply((FileEntriesLayer) layer))
                        .toList())
                .build();
    }

    private static ContainerBuildPlan entries(ContainerBuildPlan plan, UnaryOperator<FileEntry> change) {
        return layers(
                plan,
                layer -> layer.toBuilder()
                        .setEntries(layer.getEntries().stream().map(change).toList())
                        .build());
    }

    private static LayoutImage image(PomBuild build) throws IOException {
        OciLayout layout = OciLayout.open(build.output().resolve("image"));
        return layout.images(layout.entries().get(0)).get(0);
    }

    private static String text(PomBuild build) throws IOException {
        return new String(image(build).parsedConfig().toBytes(), UTF_8);
    }

    private static List<String> history(PomBuild build) throws IOException {
        return image(build).parsedConfig().history().stream()
                .map(entry -> entry.path("created_by").asText())
                .toList();
    }

    private static List<String> files(PomBuild build) throws IOException {
        return tar(build).stream()
                .filter(line -> !line.contains(" 755 "))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    /** Path, mode, owner and time of everything in all layers. */
    private static List<String> tar(PomBuild build) throws IOException {
        List<String> lines = new ArrayList<>();
        LayoutImage image = image(build);
        for (Descriptor layer : image.manifest().layers()) {
            try (TarReader tar = new TarReader(LayerInput.open(image.blobs().get(layer.digest())))) {
                for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                    lines.add(entry.name() + " " + Integer.toOctalString(entry.mode()) + " " + entry.uid() + ":"
                            + entry.gid() + " " + entry.modified()
                            + (entry.linkName().isEmpty() ? "" : " -> " + entry.linkName()));
                }
            }
        }
        return lines;
    }
}
