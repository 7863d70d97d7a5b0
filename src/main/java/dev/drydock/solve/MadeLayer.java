package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.run.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The layer a step has made, by its diff ID and its tar. Its blob may still be on the way.
 *
 * @param now complete, or uncompressed as long as it is being compressed; its file belongs to the receiver
 * @param rest what is still going on for it; null if nothing is
 */
record MadeLayer(WrittenLayer now, @Nullable StartedRun rest) {

    static MadeLayer complete(WrittenLayer layer) {
        return new MadeLayer(layer, null);
    }

    boolean isComplete() {
        return rest == null;
    }

    /**
     * Waits for the layer as it is to be stored.
     *
     * @throws BuildFailure if it could not be compressed
     * @throws InterruptedException if interrupted; nothing goes on for it then
     */
    WrittenLayer await() throws InterruptedException {
        WrittenLayer layer = rest == null ? now : rest.await().layer();
        if (layer == null) {
            throw new IllegalStateException("a run that has made a layer has one in the end");
        }
        return layer;
    }

    /** Ends what goes on for it, and waits for that end. No file is left. */
    void drop() throws IOException {
        if (rest != null) {
            rest.kill();
            Files.deleteIfExists(now.file());
            deleteResult(rest);
        }
    }

    private static void deleteResult(StartedRun rest) throws IOException {
        try {
            WrittenLayer layer = rest.await().layer();
            if (layer != null) {
                Files.deleteIfExists(layer.file());
            }
        } catch (BuildFailure asWanted) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
