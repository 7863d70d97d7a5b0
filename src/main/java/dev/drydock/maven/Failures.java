package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** The one place where what went wrong becomes one of Maven's exceptions: failure if the user's build is wrong, else error. */
final class Failures {

    /** What a goal does. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException, MojoFailureException;
    }

    private Failures() {}

    static void translated(Work work) throws MojoExecutionException, MojoFailureException {
        try {
            work.run();
        } catch (BuildFailure e) {
            if (e.blame() == BuildFailure.Blame.BUILD) {
                throw new MojoFailureException(message(e), e);
            }
            throw new MojoExecutionException(message(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Interrupted", e);
        } catch (IOException e) {
            throw new MojoExecutionException(e.toString(), e);
        }
    }

    private static String message(BuildFailure failure) {
        String hint = failure.hint();
        return failure.getMessage() + (hint == null ? "" : System.lineSeparator() + "  " + hint);
    }
}
