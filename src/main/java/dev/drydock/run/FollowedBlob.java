package dev.drydock.run;

import dev.drydock.image.Layer;
import dev.drydock.io.GrowingFile;
import dev.drydock.layer.LayerFile;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Tells a worker, which unpacks it, how far a blob has come, and in the end whether it is the layer's. */
final class FollowedBlob implements EarlyUnpack, Runnable {

    private final LayerFile layer;
    private final GrowingFile blob;
    private final Worker worker;
    private final CompletableFuture<Boolean> isLayer = new CompletableFuture<>();

    /** Where the worker comes from, which may still be starting. */
    private interface Worker {
        WorkerConnection await() throws InterruptedException;
    }

    private FollowedBlob(Layer layer, GrowingFile blob, Worker worker) {
        this.layer = new LayerFile(layer, blob.path());
        this.blob = blob;
        this.worker = worker;
    }

    static EarlyUnpack begin(Layer layer, GrowingFile blob, WorkerConnection worker) {
        return begin(layer, blob, () -> worker);
    }

    static EarlyUnpack begin(Layer layer, GrowingFile blob, EarlyStart worker) {
        return begin(layer, blob, worker::await);
    }

    private static EarlyUnpack begin(Layer layer, GrowingFile blob, Worker worker) {
        FollowedBlob followed = new FollowedBlob(layer, blob, worker);
        Thread thread = new Thread(followed, "drydock-early-unpack");
        thread.setDaemon(true);
        thread.start();
        return followed;
    }

    @Override
    public void run() {
        try {
            WorkerConnection connection = worker.await();
            if (connection.sharesFiles()) {
                follow(connection, connection.unpackEarly(layer));
            }
        } catch (InterruptedException | RuntimeException noWorker) {
            // A run will say so, if there is one.
            return;
        }
    }

    private void follow(WorkerConnection connection, int number) throws InterruptedException {
        boolean kept = false;
        try {
            long position = 0;
            for (long more = blob.awaitMore(0); more > 0; more = blob.awaitMore(position)) {
                connection.grown(number, more);
                position += more;
            }
            // The writer may have begun anew when all bytes had come: then the worker has read others than are there
            // now.
            kept = isLayer.get() && blob.awaitMore(position) == 0;
        } catch (IOException | ExecutionException doesNotCome) {
            kept = false;
        } finally {
            connection.settle(number, kept);
        }
    }

    @Override
    public void keep() {
        isLayer.complete(true);
    }

    @Override
    public void close() {
        if (isLayer.complete(false)) {
            blob.givenUp();
        }
    }
}
