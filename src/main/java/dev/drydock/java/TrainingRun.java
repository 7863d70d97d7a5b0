package dev.drydock.java;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Starts an application and ends it after a while, in the image and by the image's own Java: most have neither a shell nor
 * {@code timeout}. Only this class file is there, so that it uses nothing but {@code java.base}.
 */
final class TrainingRun {

    /** For writing the file, which begins when the application has ended. */
    private static final int WRITING_SECONDS = 300;

    private TrainingRun() {}

    /** @param args the file the JVM is to write, seconds before the application is asked to end, and the command */
    public static void main(String[] args) throws IOException, InterruptedException {
        Process application = new ProcessBuilder(Arrays.asList(args).subList(2, args.length))
                .inheritIO()
                .start();
        if (!application.waitFor(Integer.parseInt(args[1]), TimeUnit.SECONDS)) {
            application.destroy();
            if (!application.waitFor(WRITING_SECONDS, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        }
        int status = application.waitFor();
        if (new File(args[0]).length() == 0) {
            System.err.println("The application ended with exit code " + status + ", and its JVM has not written "
                    + args[0] + ": does 'java' in this image know the option?");
            System.exit(1);
        }
    }
}
