package dev.drydock.sandbox.container;

import dev.drydock.sandbox.kernel.Architecture;
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
import java.util.Map;

/** A running container: its first process, with whose end everything in it ends. */
public final class Container {

    private final int pid;

    private Container(int pid) {
        this.pid = pid;
    }

    /**
     * Starts a container; returns when its process runs the program asked for.
     *
     * @param executable where to write the program that does it; no such file may exist, it is deleted again
     * @param streams descriptors 0, 1 and 2 of the process; those missing are the worker's own
     * @throws ContainerRefusal if a step failed that depends on what is asked for
     */
    public static Container start(ContainerSpec spec, Path executable, Map<Integer, OpenFile> streams)
            throws IOException, ContainerRefusal {
        var architecture = Architecture.current().orElseThrow();
        var program = ContainerProgram.of(architecture, spec);
        Files.createFile(
                executable, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var report = Processes.pipe();
        try (var reader = report.reader()) {
            int launcher;
            try (var writer = report.writer()) {
                Files.write(executable, program.toExecutable());
                var descriptors = new java.util.HashMap<>(streams);
                descriptors.put(ContainerProgram.REPORT, writer);
                launcher = Processes.start(executable.toString(), descriptors);
            }
            return read(new DataInputStream(reader.input()), launcher, program);
        } finally {
            Files.delete(executable);
        }
    }

    /** Reads until everybody has closed the report: the launcher at its end, the process when it executes. */
    private static Container read(DataInputStream report, int launcher, LaunchProgram program)
            throws IOException, ContainerRefusal {
        int pid = 0;
        LaunchFailure failure = null;
        byte[] word = new byte[8];
        while (report.readNBytes(word, 0, word.length) == word.length) {
            if (LaunchFailure.begins(word)) {
                failure = LaunchFailure.read(word, report, program.steps());
            } else {
                pid = (int) ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getLong();
            }
        }
        Processes.await(launcher);
        if (failure != null) {
            if (pid != 0) {
                Processes.await(pid);
            }
            throw new ContainerRefusal(failure);
        }
        if (pid == 0) {
            throw new EOFException("the container's launcher ended without a word");
        }
        return new Container(pid);
    }

    /** Waits for its end. @return exit code, or 128 + n if signal n ended it */
    public int await() throws IOException {
        return Processes.await(pid);
    }

    /** Sends its first process a signal, which that gets if it listens to it: nothing else ends the first of a namespace. */
    public void signal(int number) {
        Processes.signal(pid, number);
    }

    /** Ends it with all its processes; it still has to be awaited, and must not be killed after that. */
    public void kill() {
        Processes.kill(pid);
    }
}
