package dev.drydock.attest;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.engine.source.LayeredImages;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.inventory.Inventory;
import dev.drydock.layer.LayerFile;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.LayerListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Looks, beside the build, at what the documents about its image will tell, so that at its end they need not be waited for: the
 * state of the project, known artifacts, layers as they are made. It changes nothing of the result: where a look fails, whoever
 * needs the answer looks again and meets the failure. Used by several threads.
 */
public final class EarlyLook implements LayerListener, AutoCloseable {

    /** Most of it is waiting for git and for disks. */
    private static final int THREADS = 2;

    private static final long PATIENCE_SECONDS = 10;

    private final AttestationSources sources;
    private final BuildLog log;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.named("drydock-early-look"));
    private final List<Future<?>> looks = new ArrayList<>();
    private final Set<Digest> read = new HashSet<>();

    /** Something to be found out and remembered where it is asked for later. */
    interface Look {
        void take() throws IOException, InterruptedException;
    }

    public EarlyLook(AttestationSources sources, BuildLog log) {
        this.sources = sources;
        this.log = log;
    }

    /** Layers that the image stands on. */
    public void base(List<Digest> diffIds) {
        begin(new Recalling(diffIds));
    }

    @Override
    public void layer(Layer layer, Path file) {
        read(layer, file);
    }

    /** The findings are those of the layer in any form, and are kept by its diff ID. */
    @Override
    public void files(Layer tar, Path file) {
        read(tar, file);
    }

    private synchronized void read(Layer layer, Path file) {
        if (read.add(layer.diffId())) {
            begin(new Reading(new LayerFile(layer, file)));
        }
    }

    synchronized <T> Future<T> begin(Callable<T> task) {
        Future<T> look = threads.submit(task);
        looks.add(look);
        return look;
    }

    private synchronized void begin(Look look) {
        looks.add(threads.submit(new Harmless(look)));
    }

    /** Returns when all that was begun is done. */
    void await() throws InterruptedException {
        List<Future<?>> begun;
        synchronized (this) {
            begun = List.copyOf(looks);
        }
        for (Future<?> look : begun) {
            try {
                look.get();
            } catch (ExecutionException e) {
                log.debug("an early look failed: " + e.getCause());
            }
        }
    }

    /** Breaks off the looks that have begun, and waits for their end. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.debug("an early look does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Harmless implements Callable<Boolean> {

        private final Look look;

        Harmless(Look look) {
            this.look = look;
        }

        @Override
        public Boolean call() throws InterruptedException {
            try {
                look.take();
                return true;
            } catch (IOException | BuildFailure e) {
                log.debug("an early look failed: " + e.getMessage());
                return false;
            }
        }
    }

    private final class Recalling implements Look {

        private final List<Digest> diffIds;

        Recalling(List<Digest> diffIds) {
            this.diffIds = diffIds;
        }

        @Override
        public void take() throws IOException {
            if (sources.artifacts().isApplicationCertain()) {
                sources.artifacts().application();
            }
            for (Digest diffId : diffIds) {
                sources.findings().recall(diffId);
            }
        }
    }

    private final class Reading implements Look {

        private final LayerFile layer;

        Reading(LayerFile layer) {
            this.layer = layer;
        }

        @Override
        public void take() throws IOException {
            if (!sources.findings().recall(layer.layer().diffId())) {
                Inventory.lookInto(LayeredImages.of(layer, sources.stores()), sources.artifacts(), sources.findings());
            }
        }
    }
}
