package dev.drydock.doctor;

import dev.drydock.failure.Cause;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the machine-wide store: whether it can be written to, what it lies on, how much room there is. */
final class StoreCheck {

    private static final long GIB = 1L << 30;
    /** A build of one base image and a few packages takes about so much. */
    private static final long LITTLE = 2 * GIB;

    private StoreCheck() {}

    static Section section(Path store) {
        List<Finding> findings = new ArrayList<>();
        try {
            Files.createDirectories(store);
            Path trial = Files.createTempFile(store, "doctor", null);
            Files.delete(trial);
            FileStore volume = Files.getFileStore(store);
            findings.add(Finding.good(store + " on " + volume.type() + " can be written to"));
            findings.add(room(volume.getUsableSpace()));
        } catch (IOException e) {
            findings.add(Finding.bad(
                    store + " cannot be written to: " + Cause.of(e),
                    "Set drydock.cacheDirectory to a directory of your own."));
        }
        return new Section("Store (drydock.cacheDirectory)", findings);
    }

    static Finding room(long free) {
        String text = String.format("%.1f GiB are free", (double) free / GIB);
        return free >= LITTLE
                ? Finding.good(text)
                : Finding.bad(text, "mvn drydock:prune makes room; or set drydock.cacheDirectory to another volume.");
    }
}
