package dev.drydock.snapshot.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.KernelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** What went wrong in the worker, as the user is told. */
final class Failures {

    private Failures() {}

    static BuildFailure of(Throwable failure, WorkerSettings settings) {
        if (isAboutSpace(failure)) {
            return BuildFailure.ofEnvironment(
                    "No space left for the files of the image below " + settings.store() + ": " + failure.getMessage(),
                    "Free some, run drydock:prune, or set drydock.cacheDirectory to a larger disk.",
                    failure);
        }
        if (failure instanceof IOException) {
            return BuildFailure.ofEnvironment(
                    "A file of the image could not be handled: " + failure.getMessage(), null, failure);
        }
        return BuildFailure.ofEnvironment("The sandbox worker failed: " + trace(failure), null, failure);
    }

    private static boolean isAboutSpace(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof KernelException kernel
                    && (kernel.errno() == Errno.ENOSPC || kernel.errno() == Errno.EDQUOT)) {
                return true;
            }
            // The JDK says it only in words.
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }

    /** A fault of ours: its place is all there is to say. */
    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
