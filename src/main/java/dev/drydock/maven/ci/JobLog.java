package dev.drydock.maven.ci;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The log of a job, for lines that the CI service reads: they have no level in front of them, as lines of Maven's log have. */
public final class JobLog {

    private final OutputStream out;

    JobLog(OutputStream out) {
        this.out = out;
    }

    /**
     * The standard output, by its file descriptor: Maven 3 takes control characters out of {@code System.out}, and Maven 4 makes
     * lines of its log of it.
     */
    public static JobLog ofThisProcess() {
        return new JobLog(new FileOutputStream(FileDescriptor.out));
    }

    /**
     * Shows a failure at its line of a file, if its message begins with that.
     *
     * @param goal such as {@code drydock:build}
     * @param files whose names may stand at the beginning of the message
     * @param workspace the checked out repository
     */
    public void error(String goal, String message, List<Path> files, Path workspace) {
        write(WorkflowCommand.error(goal, message, files, workspace));
    }

    /** Nothing is said if the output is closed: these lines are for the service only, and Maven notices by itself. */
    void write(String text) {
        System.out.flush();
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // Maven's own lines meet the same, and it does with them what it will.
        }
    }
}
