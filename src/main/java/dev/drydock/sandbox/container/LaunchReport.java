package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.Processes;
import dev.drydock.sandbox.launch.LaunchFailure;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A launcher that has reported.
 *
 * @param launcher its process id, which has to be awaited
 * @param pid the process it made; 0 if it came to none
 * @param failure of either of them, the first
 */
record LaunchReport(int launcher, int pid, @Nullable LaunchFailure failure) {

    /** Does something between the start of a launcher and its report. */
    interface Companion {
        void accompany(int launcher) throws IOException;
    }

    /**
     * Starts it, and returns when the process it makes executes its program, or both have failed.
     *
     * @param executable where to write the launcher; no such file may exist, it is deleted again
     * @param descriptors by their numbers there, besides {@link ContainerProgram#REPORT}
     * @param companion what has to be done meanwhile
     */
    static LaunchReport start(
            LaunchProgram program, Path executable, Map<Integer, OpenFile> descriptors, Companion companion)
            throws IOException {
        Files.createFile(
                executable, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var report = Processes.pipe();
        try (var reader = report.reader()) {
            int launcher;
            try (var writer = report.writer()) {
                Files.write(executable, program.toExecutable());
                var all = new HashMap<>(descriptors);
                all.put(ContainerProgram.REPORT, writer);
                launcher = Processes.start(executable.toString(), all);
            }
            companion.accompany(launcher);
            return read(new DataInputStream(reader.input()), launcher, program);
        } finally {
            Files.delete(executable);
        }
    }

    /** Reads until everybody has closed the report: the launcher at its end, the process when it executes. */
    private static LaunchReport read(DataInputStream report, int launcher, LaunchProgram program) throws IOException {
        int pid = 0;
        LaunchFailure failure = null;
        byte[] word = new byte[8];
        while (report.readNBytes(word, 0, word.length) == word.length) {
            if (LaunchFailure.begins(word)) {
                var next = LaunchFailure.read(word, report, program.steps());
                failure = failure == null ? next : failure;
            } else {
                pid = (int) ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getLong();
            }
        }
        return new LaunchReport(launcher, pid, failure);
    }

    /** Passes if the process runs. */
    void check() throws IOException, ContainerRefusal {
        if (failure != null) {
            throw new ContainerRefusal(failure);
        }
        if (pid == 0) {
            throw new EOFException("the container's launcher ended without a word");
        }
    }
}
