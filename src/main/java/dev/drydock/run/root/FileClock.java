package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The clock a file system takes the times of its files from, which ticks some hundred times a second. */
final class FileClock {

    private static final String PROBE = "clock";

    private FileClock() {}

    /**
     * Waits until the clock has ticked: whatever is changed from now on has a later time than anything before.
     *
     * @param directory on that file system, to make a file in for a moment
     */
    static Instant next(Path directory) throws IOException {
        Instant first = now(directory);
        Instant now = first;
        while (!now.isAfter(first)) {
            Thread.onSpinWait();
            now = now(directory);
        }
        return now;
    }

    private static Instant now(Path directory) throws IOException {
        Path probe = Files.createFile(directory.resolve(PROBE));
        try (var parent = Directory.open(directory)) {
            return parent.status(PROBE).changed();
        } finally {
            Files.delete(probe);
        }
    }
}
