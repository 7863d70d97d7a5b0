package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.container.ContainerRun;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.java.Library;
import dev.drydock.layout.OciLayout;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain application with a class path, on nothing but a runtime linked for it, prepared for a fast start. */
class OwnRuntimeTest {

    @TempDir
    static Path store;

    @TempDir
    Path dir;

    static List<Path> jdks() throws IOException {
        return Jdks.twoReleases();
    }

    /** The JDK is the toolchain's; up to 24 the file is an AppCDS archive, from 25 on an AOT cache. */
    @ParameterizedTest
    @MethodSource("jdks")
    void theArchiveOfTheTrainingRunIsUsedAndNeverThatOfOtherClasses(Path jdk) throws Exception {
        assumeTrue(Files.isExecutable(jdk.resolve("bin/jlink")), "this Java has no jlink");
        jar(
                "greeting-1.jar",
                "lib.Greeting",
                "package lib; public class Greeting { public static String OF = \"hi\"; }");
        jar("target/app-1.0.jar", "Main", main("lib.Greeting.OF"));
        try {
            build(jdk);
        } catch (MojoExecutionException e) {
            abort("PROCESSES CANNOT BE RUN HERE: " + e.getMessage());
        }
        assertThat(run())
                .contains("hi")
                .anyMatch(line -> isShared(line, "Main"))
                .anyMatch(line -> isShared(line, "lib.Greeting"));

        assertThat(store.resolve("sessions")).isEmptyDirectory();

        jar("target/app-1.0.jar", "Main", main("lib.Greeting.OF + 2"));
        build(jdk);
        assertThat(run()).contains("hi2").anyMatch(line -> isShared(line, "Main"));
    }

    @Test
    void anApplicationThatFailsInItsTrainingFailsTheBuildOrHasNoArchive() throws Exception {
        assumeTrue(Files.isExecutable(Jdks.own().resolve("bin/jlink")), "this Java has no jlink");
        jar(
                "target/app-1.0.jar",
                "Main",
                "class Main { public static void main(String[] a) {"
                        + " System.out.println(\"hi\" + a.length); System.exit(a.length == 0 ? 3 : 0); } }");
        assertThatThrownBy(() -> building(Jdks.own()).run())
                .hasMessageContaining("RUN training for a fast start: The application ended with exit code 3.")
                .hasMessageContaining("<startupOnFailure>warn</startupOnFailure>");

        PomBuild warned = building(Jdks.own()).user("drydock.startup.onFailure", "warn");
        warned.run();
        assertThat(warned.log())
                .contains("The application ended with exit code 3. The image has no archive for a fast start.");
        assertThat(config().entrypoint()).containsExactly("java", "-cp", "@/app/class-path", "Main");

        building(Jdks.own()).user("drydock.cmd", "argument").run();
        assertThat(config().entrypoint()).anyMatch(word -> word.startsWith("-XX:"));
    }

    @BeforeAll
    static void share() throws IOException {
        Jdks.shareRuntimes(store);
    }

    /** Files that processes left belong to others if this is an ordinary user. */
    @AfterAll
    static void prune() throws Exception {
        try (var engine = WorkerRunEngine.open(new RunEngineOptions(store, SandboxMode.AUTO, choice -> {}))) {
            engine.prune(Duration.ZERO);
        }
    }

    private static String main(String text) {
        return "class Main { public static void main(String[] a) { System.out.println(" + text + "); } }";
    }

    private static boolean isShared(String line, String type) {
        return line.contains(" " + type + " source: shared objects file");
    }

    private void build(Path jdk) throws Exception {
        building(jdk)
                .library(new Library(dir.resolve("greeting-1.jar"), "g", Library.Kind.RELEASE))
                .run();
    }

    private PomBuild building(Path jdk) {
        return new PomBuild(dir)
                .configuration("<from>scratch</from><runtime>jlink</runtime><startup>aot</startup>"
                        + "<mainClass>Main</mainClass>")
                .javaHome(dir.resolve("nowhere"))
                .toolchain(jdk)
                .user("drydock.compression", "none") // of 100 MB, which others compress
                .user("drydock.cacheDirectory", store.toString());
    }

    /** The output of the image's own command, and where the JVM has its classes from. */
    private List<String> run() throws Exception {
        Path layout = dir.resolve("target/drydock/image");
        ImageConfig config = config();
        assertThat(config.user()).isEqualTo("1000:1000");
        List<String> command = new ArrayList<>(config.entrypoint());
        command.add(1, "-Xlog:class+load");
        var surroundings =
                new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new SilentBuildLog(), Map.of());
        List<String> said = new ArrayList<>();
        int status = ContainerRun.of(layout, store).withCommand(command).run(surroundings, said::add);
        assertThat(status).as(String.join("\n", said)).isZero();
        return said;
    }

    private ImageConfig config() throws IOException {
        return OciLayout.open(dir.resolve("target/drydock/image"))
                .image("", Platform.current())
                .parsedConfig();
    }

    private void jar(String name, String type, String source) throws IOException {
        Path classes = Files.createDirectories(dir.resolve("compiled"));
        Path file = Files.writeString(dir.resolve(type.substring(type.lastIndexOf('.') + 1) + ".java"), source);
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        classes.toString(),
                        "-d",
                        classes.toString(),
                        file.toString());
        Path jar = dir.resolve(name);
        Files.createDirectories(jar.getParent());
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            String entry = type.replace('.', '/') + ".class";
            out.putNextEntry(new ZipEntry(entry));
            out.write(Files.readAllBytes(classes.resolve(entry)));
            out.closeEntry();
        }
    }
}
