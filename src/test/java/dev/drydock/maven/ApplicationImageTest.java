package dev.drydock.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Descriptor;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.java.Library;
import dev.drydock.java.Library.Kind;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.session.LibraryArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications as their build tools leave them, and what becomes of them in an image. */
class ApplicationImageTest {

    @TempDir
    Path dir;

    /** The tree is the one quarkus-maven-plugin 3.27 makes, with fewer libraries. */
    @Test
    void aQuarkusApplicationHasItsLibrariesAndModulesBelowWhatItGenerates() throws Exception {
        for (String file : List.of(
                "lib/boot/io.quarkus.quarkus-bootstrap-runner-3.27.0.jar",
                "lib/boot/org.jboss.logging.jboss-logging-3.6.1.Final.jar",
                "lib/main/io.netty.netty-buffer-4.1.127.Final.jar",
                "lib/main/it.core-1.0-SNAPSHOT.jar",
                "quarkus/generated-bytecode.jar",
                "quarkus/transformed-bytecode.jar",
                "quarkus/quarkus-application.dat",
                "app/app-1.0.jar",
                "quarkus-run.jar",
                "quarkus-app-dependencies.txt")) {
            file("target/quarkus-app/" + file);
        }
        PomBuild build = build("<from>scratch</from>")
                .plugin(
                        "<plugin><groupId>io.quarkus.platform</groupId><artifactId>quarkus-maven-plugin</artifactId></plugin>")
                .library(new Library(dir.resolve("core-1.0-SNAPSHOT.jar"), "it", Kind.SNAPSHOT));
        build.run();
        assertThat(layers(build))
                .containsExactly(
                        "dependencies: app/lib/boot/io.quarkus.quarkus-bootstrap-runner-3.27.0.jar"
                                + " app/lib/boot/org.jboss.logging.jboss-logging-3.6.1.Final.jar"
                                + " app/lib/main/io.netty.netty-buffer-4.1.127.Final.jar",
                        "snapshot-dependencies: app/lib/main/it.core-1.0-SNAPSHOT.jar",
                        "quarkus: app/quarkus-run.jar app/quarkus/generated-bytecode.jar"
                                + " app/quarkus/quarkus-application.dat app/quarkus/transformed-bytecode.jar",
                        "application: app/app/app-1.0.jar app/quarkus-app-dependencies.txt");
        assertThat(config(build).entrypoint()).containsExactly("java", "-jar", "/app/quarkus-run.jar");
    }

    @Test
    void aWarWithoutLibrariesAndClassesHasOneLayer() throws Exception {
        file("target/app-1.0/WEB-INF/web.xml");
        file("target/app-1.0/index.html");
        PomBuild build =
                build("<from>scratch</from><appRoot>/webapps/ROOT</appRoot>").packaging("war");
        build.run();
        assertThat(layers(build)).containsExactly("resources: webapps/ROOT/WEB-INF/web.xml webapps/ROOT/index.html");
        assertThat(config(build).entrypoint()).isEmpty();
    }

    @Test
    void anEntrypointOfTheBaseIsKeptAndFindsTheClassPath() throws Exception {
        compile("Main");
        PomBuild launcher = new PomBuild(Files.createDirectory(dir.resolve("launcher")))
                .packaging("jar")
                .configuration("<from>scratch</from><layout>none</layout><entrypoint>/launch</entrypoint><cmd>a b</cmd>"
                        + "<env><A>1</A></env><user>7</user><files><set><from>pom.xml</from></set></files>")
                .user("drydock.cacheDirectory", dir + "/store");
        Files.writeString(dir.resolve("launcher/pom.xml"), "");
        launcher.run();
        PomBuild build =
                build("<from>oci-layout://launcher/target/drydock/image</from><entrypoint>INHERIT</entrypoint>");
        build.run();
        assertThat(config(build).entrypoint()).containsExactly("/launch");
        assertThat(config(build).cmd()).containsExactly("a", "b");
        assertThat(config(build).env()).containsEntry("A", "1");
        assertThat(config(build).user()).isEqualTo("7");
        assertThat(layers(build)).contains("class-path: app/class-path", "classes: app/classes/Main.class");
    }

    @Test
    void aDockerfileThatADescriptionGoesBeforeIsMentioned() throws Exception {
        compile("Main");
        PomBuild build = build("<from>scratch</from>");
        build.run();
        assertThat(build.log()).doesNotContain("Dockerfile");
        Files.writeString(dir.resolve("Dockerfile"), "FROM scratch\nCOPY pom.xml /\n");
        build.run();
        assertThat(build.log())
                .contains("[INFO] Dockerfile is not used, because the POM describes the image, by <from>");
        assertThat(layers(build)).contains("classes: app/classes/Main.class");
    }

    @Test
    void aSpringBootApplicationHasNoToolsForDevelopment() throws Exception {
        compile("Main");
        PomBuild build = build("<from>scratch</from>")
                .debugging()
                .library(springBoot("spring-boot"))
                .library(springBoot("spring-boot-devtools"));
        build.run();
        assertThat(layers(build)).contains("dependencies: app/libs/spring-boot.jar");
        assertThat(build.log())
                .contains("[DEBUG] spring-boot-devtools.jar stays out of the image: <excludeDevtools> of"
                        + " spring-boot-maven-plugin is true");
    }

    @Test
    void anyOtherApplicationHasAllItsLibrariesButThoseExcluded() throws Exception {
        compile("Main");
        PomBuild build = build("<from>scratch</from><excludes>g:processor-*, g:c*:linux</excludes>")
                .library(new LibraryArtifact("g", "a", "", "1", true, false, Kind.RELEASE, file("a.jar")))
                .library(new LibraryArtifact("g", "processor-b", "", "1", false, false, Kind.RELEASE, file("b.jar")))
                .library(new LibraryArtifact("g", "c", "linux", "1", false, false, Kind.RELEASE, file("c.jar")))
                .library(new LibraryArtifact("g", "c", "", "1", false, false, Kind.RELEASE, file("d.jar")))
                .library(new LibraryArtifact("g", "e", "", "1", false, true, Kind.RELEASE, file("e.jar")));
        build.run();
        assertThat(layers(build)).contains("dependencies: app/libs/a.jar app/libs/d.jar app/libs/e.jar");
        assertThat(build.log()).doesNotContain("drydock.excludes");
    }

    @Test
    void anExcludeThatIsOfNoUseIsMentioned() throws Exception {
        compile("Main");
        PomBuild build = build("<from>scratch</from><excludes>g:x</excludes>");
        build.run();
        assertThat(build.log()).contains("[INFO] drydock.excludes: no library of this application is g:x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <excludes>lombok</excludes>                              | drydock.excludes: 'lombok' does not name a library
        <excludes>a:b:c:d</excludes>                             | drydock.excludes: 'a:b:c:d' does not name a library
        <layout>layers</layout><excludes>a:b</excludes>          | <excludes> changes nothing in this image
        """)
    void anExcludeThatCannotBeMeantIsRefused(String configuration, String complaint) throws Exception {
        compile("Main");
        PomBuild build = build("<from>scratch</from>" + configuration);
        assertThatThrownBy(build::run).hasMessageContaining(complaint);
    }

    @Test
    void filesOfTheApplicationStayOutByTheirPathsOnTheClassPath() throws Exception {
        compile("Main");
        for (String name : List.of("application.yml", "application-local.yml", "static/app.js", "static/app.js.map")) {
            file("target/classes/" + name);
        }
        PomBuild build = build("<from>scratch</from><excludeFiles><file>application-local.*</file>"
                + "<file>**/*.map</file></excludeFiles>");
        build.run();
        assertThat(layers(build)).contains("resources: app/resources/application.yml app/resources/static/app.js");
    }

    @Test
    void inAWarTheyCountFromItsClassesAndFromItself() throws Exception {
        for (String name : List.of(
                "index.html",
                "js/app.js.map",
                "WEB-INF/web.xml",
                "WEB-INF/classes/local.xml",
                "WEB-INF/classes/a.xml")) {
            file("target/app-1.0/" + name);
        }
        PomBuild build = build(
                        "<from>scratch</from><appRoot>/ROOT</appRoot><excludeFiles>local.xml, js/</excludeFiles>")
                .packaging("war");
        build.run();
        assertThat(layers(build))
                .containsExactly("resources: ROOT/WEB-INF/classes/a.xml ROOT/WEB-INF/web.xml ROOT/index.html");
    }

    @ParameterizedTest
    @CsvSource({"jar, packaged, maven-jar-plugin", "war, packaged, maven-war-plugin"})
    void whatIsTakenAsItIsHasAllItsFiles(String packaging, String layout, String plugin) {
        PomBuild build = build("<from>scratch</from><appRoot>/app</appRoot><layout>" + layout
                        + "</layout><excludeFiles>*.xml</excludeFiles>")
                .packaging(packaging);
        assertThatThrownBy(build::run)
                .hasMessageContaining("<excludeFiles> changes nothing in this image")
                .hasMessageContaining(plugin);
    }

    /** With {@code exploded} that is true already, so that nothing is said. */
    @ParameterizedTest
    @CsvSource({
        "exploded, '', false",
        "packaged, '', true",
        "packaged, x, true",
        "packaged, 2026-11-29T00:00:00Z, false",
        "layers, '', false",
    })
    void whatWouldMakeImagesOfTheSameContentTheSameIsSaidOnce(String layout, String time, boolean said)
            throws Exception {
        compile("Main");
        bootJar("target/app-1.0.jar");
        PomBuild build = build("<from>scratch</from><layout>" + layout + "</layout>")
                .elements(
                        time.isEmpty()
                                ? ""
                                : "<properties><project.build.outputTimestamp>" + time
                                        + "</project.build.outputTimestamp></properties>");
        build.run();
        assertThat(build.log().contains("with project.build.outputTimestamp among the <properties>"))
                .isEqualTo(said);
    }

    @Test
    void aModulesJarThatTellsWhenItWasPackedIsMentionedWhereItIsTakenAsItIs() throws Exception {
        compile("Main");
        bootJar("target/app-1.0.jar");
        PomBuild build = build("<from>scratch</from><layout>layers</layout>")
                .library(new Library(file("core.jar"), "g", Kind.MODULE));
        build.run();
        assertThat(build.log()).containsOnlyOnce("with project.build.outputTimestamp");
    }

    private void bootJar(String name) throws IOException {
        Path jar = file(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Main-Class: Launcher\nSpring-Boot-Layers-Index: BOOT-INF/layers.idx\n\n".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("BOOT-INF/layers.idx"));
            zip.write("- \"application\":\n  - \"META-INF/\"\n".getBytes(UTF_8));
        }
    }

    private LibraryArtifact springBoot(String name) throws IOException {
        return new LibraryArtifact(
                "org.springframework.boot", name, "", "3.5.0", false, false, Kind.RELEASE, file(name + ".jar"));
    }

    private PomBuild build(String configuration) {
        return new PomBuild(dir).configuration(configuration).user("drydock.cacheDirectory", dir + "/store");
    }

    private Path file(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private void compile(String name) throws IOException {
        Path classes = Files.createDirectories(dir.resolve("target/classes"));
        Path source = Files.writeString(
                dir.resolve(name + ".java"), "class " + name + " { public static void main(String[] a) {} }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
    }

    private static LayoutImage image(PomBuild build) throws IOException {
        return OciLayout.open(build.output().resolve("image")).image("", Platform.current());
    }

    private static ImageConfig config(PomBuild build) throws IOException {
        return image(build).parsedConfig();
    }

    /** The name of each and the files in it. */
    private static List<String> layers(PomBuild build) throws IOException {
        LayoutImage image = image(build);
        List<String> names = config(build).history().stream()
                .filter(entry -> !entry.path("empty_layer").asBoolean())
                .map(entry -> entry.path("created_by").asText())
                .map(text -> text.replaceFirst("COPY (\\S+) .*", "$1"))
                .toList();
        List<String> layers = new ArrayList<>();
        for (Descriptor layer : image.manifest().layers()) {
            try (InputStream tar = LayerInput.open(image.blobs().get(layer.digest()))) {
                StringBuilder line = new StringBuilder(names.get(layers.size())).append(':');
                LayerIndexes.list(tar).entries().stream()
                        .filter(entry -> entry.entry().isFile())
                        .forEach(entry -> line.append(' ').append(entry.entry().name()));
                layers.add(line.toString());
            }
        }
        return layers;
    }
}
