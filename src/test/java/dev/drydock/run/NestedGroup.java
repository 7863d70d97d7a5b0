package dev.drydock.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A control group made for a test, and removed with it: whatever ran in it has to have ended. */
record NestedGroup(Path directory) implements AutoCloseable {

    private static final long MOST_NANOS = 10_000_000_000L;

    /** Below another; the test is skipped if that is not allowed. */
    static NestedGroup in(Path parent) throws IOException {
        Path directory = parent.resolve("drydock-test-" + System.nanoTime());
        try {
            return new NestedGroup(Files.createDirectory(directory));
        } catch (FileSystemException e) {
            assumeTrue(false, "no control group can be made here: " + e);
            throw e;
        }
    }

    String name() {
        return String.valueOf(directory.getFileName());
    }

    Path members() {
        return directory.resolve("cgroup.procs");
    }

    /** @return whether this group has such a limit */
    boolean set(String limit, String value) throws IOException {
        Path file = directory.resolve(Path.of(limit).getFileName());
        if (!Files.exists(file)) {
            return false;
        }
        Files.writeString(file, value);
        return true;
    }

    /** A process that was waited for may still be in its group for a moment. */
    @Override
    public void close() throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                Files.delete(directory);
                return;
            } catch (FileSystemException e) {
                if (System.nanoTime() - start > MOST_NANOS) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }
}
