package dev.drydock.run.root;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.run.WorkerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Turns what went wrong in the worker into the words the user reads. */
public final class WorkerFailures {

    private WorkerFailures() {}

    public static BuildFailure of(Throwable failure, WorkerSettings settings) {
        if (Cause.isFullDisk(failure)) {
            return BuildFailure.ofEnvironment(
                    "There is no space left for the files of the image in " + settings.store() + ": "
                            + Cause.of(failure),
                    "Free some space, such as with 'mvn drydock:prune', or set drydock.cacheDirectory to a directory"
                            + " on a larger disk.",
                    failure);
        }
        if (failure instanceof IOException) {
            return BuildFailure.ofCause("The files of the image could not be read or written", failure);
        }
        return BuildFailure.ofEnvironment(
                "Drydock itself failed while it executed the step: " + trace(failure),
                "This is a fault of Drydock. Please report it, with these lines and the step.",
                failure);
    }

    /** A fault of ours: its place is all there is to say. */
    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
