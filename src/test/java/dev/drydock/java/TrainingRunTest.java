package dev.drydock.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that starts an application in the image, here on this machine. */
class TrainingRunTest {

    @TempDir
    Path dir;

    @Test
    void anApplicationThatNeverEndsIsAskedToAndLeavesItsArchive() throws Exception {
        List<String> said = run(
                0,
                "public static void main(String[] a) throws Exception { System.out.println(\"serving\");"
                        + " Thread.sleep(600_000); }");
        assertThat(said).containsExactly("serving");
        assertThat(dir.resolve("app.jsa")).isNotEmptyFile();
    }

    @Test
    void anExitCodeIsNoFailureIfThereIsAnArchive() throws Exception {
        run(0, "public static void main(String[] a) { System.exit(3); }");
        assertThat(dir.resolve("app.jsa")).isNotEmptyFile();
    }

    @Test
    void withoutAnArchiveItIsOne() throws Exception {
        Path unwritable = dir.resolve("no/such/folder/app.jsa");
        assertThat(run(1, unwritable, "public static void main(String[] a) { System.exit(3); }"))
                .last()
                .asString()
                .contains("and its JVM has not written " + unwritable);
    }

    private List<String> run(int status, String main) throws Exception {
        return run(status, dir.resolve("app.jsa"), main);
    }

    private List<String> run(int status, Path archive, String main) throws Exception {
        Path source = Files.writeString(dir.resolve("Main.java"), "class Main { " + main + " }");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", dir.toString(), source.toString());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String tools = Path.of(TrainingRun.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String file = archive.toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", tools, TrainingRun.class.getName(), file, "2"));
        command.addAll(List.of(
                java, "-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-cp", "", "Main"));
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(status);
        return output.lines().filter(line -> !line.contains("][")).toList();
    }
}
