package dev.drydock.run.worker;

import dev.drydock.io.GrowingFile;
import dev.drydock.layer.LayerFile;
import dev.drydock.run.root.Snapshots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Layers that are unpacked while Maven still writes their blobs. If one fails, the run that wants it unpacks it, and tells. */
final class EarlyUnpacks {

    private final Snapshots snapshots;
    private final Map<Integer, Blob> blobs = new ConcurrentHashMap<>();

    EarlyUnpacks(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    private record Blob(LayerFile layer, GrowingFile file, CompletableFuture<Boolean> kept) {

        void settle(boolean keep) {
            if (keep) {
                file.ended();
            } else {
                file.givenUp();
            }
            kept.complete(keep);
        }

        boolean isKept() throws IOException {
            try {
                return kept.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException().initCause(e);
            }
        }
    }

    /** @return to be run on a thread of its own: unpacks the layer */
    Runnable begin(int number, LayerFile layer) {
        var file = new GrowingFile(layer.file(), layer.layer().blob().size());
        var blob = new Blob(layer, file, new CompletableFuture<>());
        blobs.put(number, blob);
        return () -> {
            try {
                snapshots.unpackEarly(layer.layer().diffId(), file.read(), blob::isKept);
            } catch (IOException | RuntimeException comesToNothing) {
                // Such as a download that was broken off, or a damaged layer.
                return;
            } finally {
                blobs.remove(number);
            }
        };
    }

    void grown(int number, long bytes) {
        var blob = blobs.get(number);
        if (blob != null) {
            blob.file().grown(bytes);
        }
    }

    /** @param keep all of the blob is in its file, and it is that of the layer */
    void settle(int number, boolean keep) {
        var blob = blobs.get(number);
        if (blob != null) {
            blob.settle(keep);
        }
    }

    /** No more comes of any. */
    void drop() {
        blobs.values().forEach(blob -> blob.settle(false));
    }
}
