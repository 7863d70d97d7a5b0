package dev.drydock.maven.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Descriptor;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layout.OciLayout;
import dev.drydock.maven.PomBuild;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Which file is the application where a build makes several. */
class ApplicationArchiveTest {

    private static final String LAUNCHER = "Launcher";
    private static final String PLAIN = "Plain";

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <classifier>exec</classifier>                                       | target/app-1.0-exec.jar
        <classifier>-exec</classifier>                                      | target/app-1.0-exec.jar
        <classifier>x</classifier><finalName>my</finalName>                 | target/my-x.jar
        <outputDirectory>made</outputDirectory>                             | made/app-1.0.jar
        """)
    void layersAreThoseOfTheArchiveSpringBootMakesBesideTheMainOne(String configuration, String file) throws Exception {
        jar("target/app-1.0.jar", PLAIN);
        boot(file);
        PomBuild build = build("<layout>layers</layout>").plugin(repackage(configuration));
        build.run();
        assertThat(command(build)).containsExactly("java", "-cp", "/app", LAUNCHER);
    }

    @Test
    void layersAreThoseOfTheMainArtifactIfItHasSome() throws Exception {
        boot("target/app-1.0.jar");
        boot("target/app-1.0-exec.jar", "OfAnEarlierBuild");
        PomBuild build = build("<layout>layers</layout>").plugin(repackage("<classifier>exec</classifier>"));
        build.run();
        assertThat(command(build)).containsExactly("java", "-cp", "/app", LAUNCHER);
    }

    @Test
    void layersAreThoseOfAnAttachedArtifactIfTheMainOneHasNone() throws Exception {
        jar("target/app-1.0.jar", PLAIN);
        PomBuild build = build("<layout>layers</layout>")
                .attached("sources", jar("target/app-1.0-sources.jar", ""))
                .attached("all", boot("target/app-1.0-all.jar"));
        build.run();
        assertThat(command(build)).containsExactly("java", "-cp", "/app", LAUNCHER);
    }

    @Test
    void withoutAnyTheMainArtifactIsComplainedOf() throws Exception {
        jar("target/app-1.0.jar", PLAIN);
        PomBuild build = build("<layout>layers</layout>").attached("tests", jar("target/app-1.0-tests.jar", ""));
        assertThatThrownBy(build::run).hasMessageContaining("app-1.0.jar has no layers.idx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "target/app-1.0-all.jar", "./target/app-1.0-all.jar"})
    void anArtifactIsNamedByClassifierOrPathAndStartsWhatItsManifestSays(String name) throws Exception {
        jar("target/app-1.0.jar", PLAIN);
        jar("target/app-1.0-all.jar", "InTheManifest");
        PomBuild build = build("<artifact>" + name + "</artifact>");
        build.run();
        assertThat(command(build)).containsExactly("java", "-cp", "@/app/class-path", "InTheManifest");
        assertThat(files(build, "app/classpath")).containsExactly("app-1.0-all.jar");
    }

    @Test
    void theArtifactNamedIsTakenEvenIfAnOriginalWasKeptOfIt() throws Exception {
        jar("target/app-1.0.jar.original", PLAIN);
        jar("target/app-1.0.jar", "Whole");
        PomBuild build = build("<artifact>target/app-1.0.jar</artifact>");
        build.run();
        assertThat(command(build)).endsWith("Whole");
        PomBuild original = build("<layout>packaged</layout><mainClass>Plain</mainClass>");
        original.run();
        assertThat(command(original)).endsWith(PLAIN);
    }

    @Test
    void anArtifactNamedWithLayersIsTakenApart() throws Exception {
        boot("target/app-1.0-exec.jar");
        PomBuild build = build("<artifact>exec</artifact>");
        build.run();
        assertThat(command(build)).containsExactly("java", "-cp", "/app", LAUNCHER);
    }

    @Test
    void aClassifierNobodyHasMadeIsRefusedWithThoseThereAre() throws Exception {
        jar("target/app-1.0.jar", PLAIN);
        PomBuild build = build("<artifact>exc</artifact>").attached("exec", boot("target/app-1.0-exec.jar"));
        assertThatThrownBy(build::run)
                .hasMessageContaining("no artifact with the classifier 'exc'")
                .hasMessageContaining("It has made exec.");
    }

    @Test
    void whereThereIsNoMainArtifactTheOnlyOtherOneIsPackaged() throws Exception {
        PomBuild build = build("<layout>packaged</layout>")
                .attached("javadoc", jar("target/app-1.0-javadoc.jar", ""))
                .attached("jar-with-dependencies", jar("target/app-1.0-jar-with-dependencies.jar", "Whole"));
        build.run();
        assertThat(command(build)).endsWith("Whole");
        build.attached("other", jar("target/app-1.0-other.jar", "Other"));
        assertThatThrownBy(build::run)
                .hasMessageContaining("app-1.0-jar-with-dependencies.jar, app-1.0-other.jar")
                .hasMessageContaining("<artifact>target/app-1.0-jar-with-dependencies.jar</artifact>");
    }

    @Test
    void quarkusRunnerIsPackagedIfThereIsNoFolder() throws Exception {
        jar("target/app-1.0.jar", PLAIN);
        jar("target/app-1.0-runner.jar", "io.quarkus.runner.GeneratedMain");
        PomBuild build = build("")
                .plugin("<plugin><groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId></plugin>");
        build.run();
        assertThat(command(build)).endsWith("io.quarkus.runner.GeneratedMain");
        assertThat(files(build, "app/classpath")).containsExactly("app-1.0-runner.jar");
    }

    @Test
    void anArtifactIsRefusedWhereNoneIsTaken() throws Exception {
        PomBuild build = build("<layout>exploded</layout><artifact>exec</artifact>");
        assertThatThrownBy(build::run).hasMessageContaining("<artifact> changes nothing in this image");
    }

    private PomBuild build(String configuration) {
        return new PomBuild(dir)
                .configuration("<from>scratch</from>" + configuration)
                .user("drydock.cacheDirectory", dir + "/store");
    }

    private static String repackage(String configuration) {
        return "<plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId>"
                + "<version>3.5.0</version><executions><execution><goals><goal>repackage</goal></goals><configuration>"
                + configuration + "</configuration></execution></executions></plugin>";
    }

    private Path boot(String file) throws IOException {
        return boot(file, LAUNCHER);
    }

    private Path boot(String file, String launcher) throws IOException {
        return zip(
                file,
                "Main-Class: " + launcher + "\nSpring-Boot-Layers-Index: BOOT-INF/layers.idx\n",
                "- \"application\":\n  - \"META-INF/\"\n",
                "");
    }

    /** With the class, which can be started. */
    private Path jar(String file, String mainClass) throws IOException {
        if (mainClass.isEmpty()) {
            return zip(file, "", "", "");
        }
        int dot = mainClass.lastIndexOf('.');
        String name = mainClass.substring(dot + 1);
        Path source = Files.createDirectories(dir.resolve("sources")).resolve(name + ".java");
        Files.writeString(
                source,
                (dot < 0 ? "" : "package " + mainClass.substring(0, dot) + ";") + "public class " + name
                        + " { public static void main(String[] a) {} }");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", dir.resolve("sources").toString(), source.toString());
        assertThat(status).isZero();
        return zip(file, "Main-Class: " + mainClass + "\n", "", mainClass.replace('.', '/') + ".class");
    }

    private Path zip(String file, String attributes, String index, String type) throws IOException {
        Path jar = dir.resolve(file);
        Files.createDirectories(jar.getParent());
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(("Manifest-Version: 1.0\n" + attributes + "\n").getBytes(UTF_8));
            if (!index.isEmpty()) {
                zip.putNextEntry(new ZipEntry("BOOT-INF/layers.idx"));
                zip.write(index.getBytes(UTF_8));
            }
            if (!type.isEmpty()) {
                zip.putNextEntry(new ZipEntry(type));
                zip.write(Files.readAllBytes(dir.resolve("sources").resolve(type)));
            }
        }
        return jar;
    }

    private static List<String> command(PomBuild build) throws IOException {
        ImageConfig config = OciLayout.open(build.output().resolve("image"))
                .image("", Platform.current())
                .parsedConfig();
        return config.entrypoint();
    }

    private static List<String> files(PomBuild build, String directory) throws IOException {
        OciLayout layout = OciLayout.open(build.output().resolve("image"));
        List<LayerIndex> layers = new ArrayList<>();
        for (Descriptor layer : layout.image("", Platform.current()).manifest().layers()) {
            try (InputStream tar = LayerInput.open(layout.blob(layer))) {
                layers.add(LayerIndexes.scan(tar));
            }
        }
        return FileTree.of(layers).children(directory);
    }
}
