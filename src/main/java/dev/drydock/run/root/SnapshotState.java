package dev.drydock.run.root;

import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Facts about a snapshot besides its files, kept in a small file beside them.
 *
 * @param describesRoot whether the layer says owner, mode and times of the root directory
 * @param durable whether all of it is known to be on the disk; if not, it is good only until the machine stops
 */
record SnapshotState(boolean describesRoot, boolean durable) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String DURABLE = "durable";

    /** Empty if there is none, or it was not on the disk when the machine stopped. */
    static Optional<SnapshotState> read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (lines.size() != 2) {
            return Optional.empty();
        }
        boolean durable = lines.get(1).equals(DURABLE);
        boolean good = durable || lines.get(1).equals(boot());
        return good ? Optional.of(new SnapshotState(Boolean.parseBoolean(lines.get(0)), durable)) : Optional.empty();
    }

    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.write(temporary, List.of(Boolean.toString(describesRoot), durable ? DURABLE : boot()));
        AtomicFiles.move(temporary, file);
    }

    private static String boot() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }
}
