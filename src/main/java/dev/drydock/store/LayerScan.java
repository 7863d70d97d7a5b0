package dev.drydock.store;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.image.Layer;
import dev.drydock.io.GrowingFile;
import dev.drydock.io.compress.LayerInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A layer that is unpacked, verified and indexed while its blob is still coming. That only spares time: if nothing comes of it,
 * {@link Store#admitBlobAsLayer} reads the blob.
 */
public final class LayerScan implements AutoCloseable {

    private static final ThreadFactory THREADS = DaemonThreads.named("drydock-scan");

    private final Layer layer;
    private @Nullable FutureTask<Optional<ScannedLayer>> scan;

    /** One that has not begun, and need not. */
    public LayerScan(Layer layer) {
        this.layer = layer;
    }

    /** The blob is about to be written to this file. */
    public GrowingFile begin(GrowingFile blob) {
        FutureTask<Optional<ScannedLayer>> task = new FutureTask<>(() -> scan(blob));
        scan = task;
        THREADS.newThread(task).start();
        return blob;
    }

    private Optional<ScannedLayer> scan(GrowingFile blob) {
        try (InputStream file = blob.read()) {
            return Optional.of(ScannedLayer.of(layer, LayerInput.decompress(file)));
        } catch (IOException | RuntimeException useless) {
            // Reading the blob again, when all of it is there, tells what is wrong.
            return Optional.empty();
        }
    }

    /** Waits until all of the blob, which has come by now, has been read; empty if nothing has come of it. */
    Optional<ScannedLayer> result() throws InterruptedException {
        FutureTask<Optional<ScannedLayer>> task = scan;
        try {
            return task == null ? Optional.empty() : task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a layer could not be looked through", e.getCause());
        }
    }

    /** Waits until the file is not read any more. */
    public void await() throws InterruptedException {
        result();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        if (scan != null) {
            scan.cancel(true);
        }
    }
}
