package dev.drydock.run.archive;

import dev.drydock.io.AtomicFiles;
import dev.drydock.io.NamedLock;
import dev.drydock.process.Program;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.Processes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes an archive of the classes that a worker has loaded. Of several at a time one does; the archive appears whole or not at
 * all. Nobody is told of a failure: a worker without an archive starts later, and that is all.
 */
public final class ArchiveMain {

    private static final Duration MOST = Duration.ofMinutes(2);

    /** Left behind by somebody who was killed. */
    private static final Duration OLD = Duration.ofHours(1);

    private ArchiveMain() {}

    /** @param arguments the java program, the class path, the list of classes, which is deleted, and the archive */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path list = Path.of(arguments[2]);
        Path archive = Path.of(arguments[3]);
        try (NamedLock lock = NamedLock.acquire(archive.resolveSibling(archive.getFileName() + ".lock"))) {
            removeLeftovers(archive.resolveSibling(""));
            if (!Files.exists(archive)) {
                giveWay();
                make(arguments[0], arguments[1], list, archive);
            }
        } finally {
            Files.deleteIfExists(list);
        }
    }

    private static void make(String java, String classPath, Path list, Path archive)
            throws IOException, InterruptedException {
        Path part = list.resolveSibling(list.getFileName() + ".part");
        try {
            int status = Program.of(List.of(
                            java,
                            "-Xshare:dump",
                            "-XX:+UseSerialGC",
                            "-Xlog:disable",
                            "-XX:SharedClassListFile=" + list,
                            "-XX:SharedArchiveFile=" + part,
                            "-cp",
                            classPath))
                    .within(MOST)
                    .run()
                    .exitCode();
            if (status == 0) {
                AtomicFiles.move(part, archive);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** This thread's priority is that of the processes it starts. */
    private static void giveWay() {
        try {
            Processes.giveWay();
        } catch (KernelException asItIs) {
            return;
        }
    }

    private static void removeLeftovers(Path directory) throws IOException {
        Instant limit = Instant.now().minus(OLD);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{classes,part}")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
