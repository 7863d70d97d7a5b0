package dev.drydock.java;

import dev.drydock.plan.RunStep;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Starts an application and ends it after a while, in the image and by the image's own Java: most have neither a shell nor
 * {@code timeout}. Only this class file is there, so that it uses nothing but {@code java.base}.
 *
 * <p>It ends with exit code 0 if the run has served its purpose. Otherwise it prints why not, in a line that begins with
 * {@link RunStep#SAYS}, and ends with 1.
 */
final class TrainingRun {

    /** A constant, which the compiler copies: the other class is not there. */
    private static final String SAYS = RunStep.SAYS;

    /** For writing the file, which the JVM begins when the application has ended. */
    private static final int WRITING_SECONDS = 600;

    /** Exit code of a JVM that was asked to end, by SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    /** Exit code of a JVM that does not like its options, or cannot write. */
    private static final int NOT_AT_ALL = 1;

    /**
     * Spring was told to halt the JVM when all beans are made, and has come to the place where it does. The JVM logs the first
     * use of a class by another one as {@code user used Source.java:1}. The exit code does not tell: spring-boot-devtools makes
     * it 0 for an application that fails to start, and so does an application that changes its mind.
     */
    private static final Pattern HALTED = Pattern.compile(
            "org\\.springframework\\.context\\.support\\.DefaultLifecycleProcessor java\\.lang\\.Runtime( [^"
                    + " ]+:\\d+)?");

    /** Spring Boot tells its listeners that the application has started. */
    private static final Pattern STARTED =
            Pattern.compile("org\\.springframework\\.boot\\.context\\.event\\.EventPublishingRunListener"
                    + " org\\.springframework\\.boot\\.context\\.event\\.ApplicationStartedEvent( [^ ]+:\\d+)?");

    private final File archive;
    private final int seconds;
    private final Process application;
    private final Thread errors;
    private final String uses;
    private volatile boolean mainThrew;

    private TrainingRun(File archive, int seconds, String uses, List<String> command) throws IOException {
        this.archive = archive;
        this.seconds = seconds;
        this.application = new ProcessBuilder(command)
                .inheritIO()
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        this.uses = uses.replace("%p", String.valueOf(application.pid()));
        this.errors = new Thread(this::passErrorsOn);
        errors.setDaemon(true);
        errors.start();
    }

    /**
     * @param args the file the JVM is to write; how many seconds the application has before it is asked to end; the file where
     *     the JVM of a Spring Boot application logs {@code class+resolve}, with {@code %p} for its process, or "" for another
     *     application; the command
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path archive = Path.of(args[0]);
        Files.deleteIfExists(archive); // the base may have one
        List<String> command = Arrays.asList(args).subList(3, args.length);
        String wrong = new TrainingRun(archive.toFile(), Integer.parseInt(args[1]), args[2], command).await();
        if (!wrong.isEmpty()) {
            System.err.println(SAYS + wrong);
            System.exit(1);
        }
    }

    /** Waits for the end of the application. Returns what is wrong with it, a sentence; "" for nothing. */
    private String await() throws IOException, InterruptedException {
        boolean asked = !application.waitFor(seconds, TimeUnit.SECONDS) && !isEnding();
        if (asked) {
            System.out.println(SAYS + "The application has not ended by itself within " + seconds
                    + " s, and is asked to. drydock.startup.time sets another limit.");
            application.destroy();
        }
        if (!application.waitFor(WRITING_SECONDS, TimeUnit.SECONDS)) {
            application.destroyForcibly();
            return "The application was to end, and its JVM has not within " + WRITING_SECONDS + " s.";
        }
        errors.join(5_000); // no longer: what the application has started may hold the stream
        int status = application.exitValue();
        if (mainThrew) {
            return "The application ended with an exception from its main method.";
        }
        boolean written = archive.length() > 0;
        // One that ends by itself while it is asked to has its own code.
        boolean failed = status != 0 && !(asked && status == TERMINATED);
        if (failed && (written || status != NOT_AT_ALL)) {
            return "The application ended with exit code " + status
                    + (status > 128 && status < 160 ? " (killed by signal " + (status - 128) + ")." : ".");
        }
        if (!uses.isEmpty() && !logs(HALTED) && !logs(STARTED)) {
            return asked
                    ? "The Spring context of the application was not up after " + seconds + " s."
                    : "The application ended before its Spring context was up (exit code 0).";
        }
        return written
                ? ""
                : "The application ended with exit code " + status + ", and its JVM has not written " + archive
                        + ": does 'java' in this image know the option?";
    }

    /** Whether the application has ended and its JVM is at work on the file, which may take longer than the application. */
    private boolean isEnding() throws IOException {
        return archive.exists() || new File(archive + ".config").exists() || !uses.isEmpty() && logs(HALTED);
    }

    private boolean logs(Pattern use) throws IOException {
        Path file = Path.of(uses);
        if (!Files.exists(file)) {
            return false;
        }
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> use.matcher(line).matches());
        }
    }

    private void passErrorsOn() {
        try (var lines =
                new BufferedReader(new InputStreamReader(application.getErrorStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("Exception in thread \"main\"")) {
                    mainThrew = true;
                }
                System.err.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                System.err.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
