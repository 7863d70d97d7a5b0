package dev.drydock.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that starts an application in the image, here on this machine. */
class TrainingRunTest {

    /** As far as the training knows it: it halts the JVM when told to, after all beans are made. */
    private static final Map<String, String> SPRING = Map.of(
            "org/springframework/context/support/DefaultLifecycleProcessor.java",
            "package org.springframework.context.support; public class DefaultLifecycleProcessor {"
                    + " public void onRefresh() { Runtime.getRuntime().halt(0); } }",
            "org/springframework/boot/context/event/ApplicationStartedEvent.java",
            "package org.springframework.boot.context.event; public class ApplicationStartedEvent {}",
            "org/springframework/boot/context/event/EventPublishingRunListener.java",
            "package org.springframework.boot.context.event; public class EventPublishingRunListener {"
                    + " public void started() { publish(new ApplicationStartedEvent()); }"
                    + " private void publish(Object event) {} }");

    private static final String SPRING_IS_UP =
            "new org.springframework.context.support.DefaultLifecycleProcessor().onRefresh();";
    private static final String STARTED =
            "new org.springframework.boot.context.event.EventPublishingRunListener().started();";
    private static final String GO_ON = "Thread.sleep(600_000);";

    @TempDir
    static Path spring;

    @TempDir
    Path dir;

    @BeforeAll
    static void compileSpring() throws IOException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> each : SPRING.entrySet()) {
            Path file = spring.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, each.getValue()).toString());
        }
        compile(spring, files);
    }

    @Test
    void anApplicationThatEndsIsTrained() throws Exception {
        assertThat(run(0, false, "System.out.println(\"done\");")).containsExactly("done");
        assertThat(dir.resolve("app.jsa")).isNotEmptyFile();
    }

    @Test
    void anApplicationThatNeverEndsIsAskedToAndLeavesItsArchive() throws Exception {
        assertThat(run(0, false, "System.out.println(\"serving\");" + GO_ON))
                .containsExactly(
                        "serving",
                        "drydock: The application has not ended by itself within 4 s, and is asked to."
                                + " drydock.startup.time sets another limit.");
        assertThat(dir.resolve("app.jsa")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.exit(3);                                     | The application ended with exit code 3.",
                "throw new IllegalStateException(\"no database\");   | The application ended with an exception from"
                        + " its main method.",
                "Runtime.getRuntime().halt(1);                       | The application ended with exit code 1.",
                "Runtime.getRuntime().exec(\"kill -9 \" + ProcessHandle.current().pid()).waitFor(); | The application"
                        + " ended with exit code 137 (killed by signal 9).",
            })
    void anApplicationThatFailsIsNot(String main, String why) throws Exception {
        assertThat(run(1, false, main)).last().isEqualTo("drydock: " + why);
    }

    @Test
    void norIsOneWhoseMainMethodFailsWhileItsThreadsGoOn() throws Exception {
        assertThat(run(
                        1,
                        false,
                        "new Thread(() -> { try { " + GO_ON + " } catch (InterruptedException e) {} }).start();"
                                + " throw new IllegalStateException(\"no database\");"))
                .contains("Exception in thread \"main\" java.lang.IllegalStateException: no database")
                .last()
                .isEqualTo("drydock: The application ended with an exception from its main method.");
    }

    /** As one does that ends by itself at that very moment. */
    @Test
    void norIsOneThatEndsWithACodeOfItsOwnWhenItIsAskedTo() throws Exception {
        assertThat(run(
                        1,
                        false,
                        "Runtime.getRuntime().addShutdownHook(new Thread(() ->" + " Runtime.getRuntime().halt(3)));"
                                + GO_ON))
                .last()
                .isEqualTo("drydock: The application ended with exit code 3.");
    }

    /** Told to end when its context is up, or one that cannot be told and goes on. */
    @ParameterizedTest
    @ValueSource(strings = {SPRING_IS_UP, STARTED + GO_ON, STARTED + "System.exit(0);"})
    void aSpringBootApplicationIsTrainedIfItsContextWasUp(String main) throws Exception {
        run(0, true, main);
        assertThat(dir.resolve("app.jsa")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.exit(0);              | The application ended before its Spring context was up (exit code 0).",
                "Runtime.getRuntime().halt(0); | The application ended before its Spring context was up (exit code 0).",
                "org.springframework.context.support.DefaultLifecycleProcessor.class.getMethods(); | The application"
                        + " ended before its Spring context was up (exit code 0).",
                "Thread.sleep(600_000);       | The Spring context of the application was not up after 4 s.",
            })
    void aSpringBootApplicationWhoseContextWasNotIsNot(String main, String why) throws Exception {
        assertThat(run(1, true, main)).last().isEqualTo("drydock: " + why);
    }

    @Test
    void withoutAnArchiveThereWasNoTraining() throws Exception {
        Path unwritable = dir.resolve("no/such/folder/app.jsa");
        assertThat(run(1, unwritable, false, ""))
                .last()
                .asString()
                .contains("The application ended with exit code 1, and its JVM has not written " + unwritable);
    }

    @Test
    void theArchiveOfAnotherImageBelowDoesNotCount() throws Exception {
        Files.writeString(dir.resolve("app.jsa"), "of the base");
        assertThat(run(1, dir.resolve("app.jsa"), false, "", "-Xshare:off"))
                .last()
                .asString()
                .contains("has not written");
    }

    private List<String> run(int status, boolean isSpring, String main) throws Exception {
        return run(status, dir.resolve("app.jsa"), isSpring, main);
    }

    private List<String> run(int status, Path archive, boolean isSpring, String main, String... flags)
            throws Exception {
        String source = "class Main { public static void main(String[] a) throws Exception { if (a.length == 0) { "
                + main + " } } }";
        for (String each : SPRING.keySet()) {
            String type = each.replace(".java", ".class");
            Files.createDirectories(dir.resolve(type).getParent());
            Files.copy(spring.resolve(type), dir.resolve(type));
        }
        compile(dir, List.of(Files.writeString(dir.resolve("Main.java"), source).toString()));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String tools = Path.of(TrainingRun.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String file = archive.toString();
        String uses = dir.resolve("uses-%p").toString();
        List<String> command = new ArrayList<>(List.of(
                java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", tools, TrainingRun.class.getName()));
        command.addAll(List.of(file, "4", isSpring ? uses : ""));
        command.addAll(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + file,
                "-Xlog:class+resolve=debug:file=" + uses + ":none:filecount=0",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", "", "Main"));
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(status);
        return output.lines().filter(line -> !line.contains("][")).toList();
    }

    private static void compile(Path into, List<String> files) {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-cp", spring.toString(), "-d", into.toString()));
        arguments.addAll(files);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
