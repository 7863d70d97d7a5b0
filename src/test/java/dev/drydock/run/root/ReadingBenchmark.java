package dev.drydock.run.root;

import dev.drydock.io.compress.Compression;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.owners.FileOwners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Reads a directory back as a run's changes and prints milliseconds until the layer is known, and until its blob is there; with a third argument as for a run
 * that waits. Most of what it
 * costs is the JVM's warming up, so every figure wants a JVM of its own:
 *
 * <pre>java -XX:+UseSerialGC -cp target/classes:target/test-classes:… dev.drydock.run.root.ReadingBenchmark DIRECTORY [COMPRESSION [settle]]</pre>
 */
final class ReadingBenchmark {

    private ReadingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var compression = Compression.valueOf(arguments.length > 1 ? arguments[1] : "GZIP");
        Path work = Files.createTempDirectory("reading");
        long start = System.nanoTime();
        try (var changed = Directory.open(Path.of(arguments[0]))) {
            var capture = new Capture(work, compression, Instant.EPOCH, 0);
            var changes = new ChangeWriter(
                    changed, OverlayMarks.TRUSTED, FileOwners.REAL, Instant.EPOCH, capture.timestamp());
            try (var layer = LayerCapture.open(capture)) {
                if (arguments.length > 2) {
                    boolean describesRoot = changes.settle(null, changed.status("."));
                    System.out.printf("settled in %d ms%n", (System.nanoTime() - start) / 1_000_000);
                    new SettledWriter(OverlayMarks.TRUSTED, FileOwners.REAL)
                            .write(changed, describesRoot, layer.writer());
                } else {
                    changes.write(null, changed.status("."), layer.writer());
                }
                try (var captured = layer.finish(diffId -> {})) {
                    long known = System.nanoTime();
                    var blob = captured.await();
                    long end = System.nanoTime();
                    System.out.printf(
                            "%s %s %d ms %d ms%n",
                            captured.tar().layer().diffId(),
                            blob.layer().blob().digest(),
                            (known - start) / 1_000_000,
                            (end - start) / 1_000_000);
                    Files.deleteIfExists(blob.file());
                    Files.deleteIfExists(captured.tar().file());
                }
            }
        }
        Files.delete(work);
    }
}
