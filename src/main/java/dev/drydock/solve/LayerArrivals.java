package dev.drydock.solve;

import dev.drydock.image.BaseImage;
import dev.drydock.image.Layer;
import dev.drydock.io.GrowingFile;
import dev.drydock.io.NamedLock;
import dev.drydock.run.EarlyUnpack;
import dev.drydock.run.RunEngine;
import dev.drydock.solve.StageLayers.StageLayer;
import dev.drydock.solve.progress.LayerMeter;
import dev.drydock.store.LayerScan;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings layers that are not on this machine: those of base images from their registries, those that steps made from the results of
 * other machines. While the blob of a base is coming, it is verified and indexed, and unpacked for the runs on it.
 */
final class LayerArrivals {

    private final Store machine;
    private final Store project;
    private final Sources sources;
    private final RunEngine engine;
    private final SharedHits hits;
    private final LayerMeter pulls;
    private final RunBases runBases;

    /** @param runBases images that runs are based on */
    LayerArrivals(SolverTools tools, SharedHits hits, LayerMeter pulls, RunBases runBases) {
        this.machine = tools.machine();
        this.project = tools.project();
        this.sources = tools.sources();
        this.engine = tools.engine();
        this.hits = hits;
        this.pulls = pulls;
        this.runBases = runBases;
    }

    /** The layer in the machine's store, verified and indexed. */
    StoredLayer layer(StageLayer layer) throws IOException, InterruptedException {
        BaseImage from = layer.from();
        if (from == null) {
            return shared(layer.layer());
        }
        try (Readers readers =
                new Readers(layer.layer(), runBases.have(layer.layer().diffId()))) {
            blob(layer.layer(), from, readers);
            StoredLayer stored;
            try (NamedLock lock = machine.lock(layer.layer().diffId())) {
                stored = machine.admitBlobAsLayer(layer.layer(), readers.scan);
            }
            readers.keep();
            return stored;
        }
    }

    /** The layer's blob, which is verified; whether it unpacks to what it should is not looked at. */
    Path blob(StageLayer layer) throws IOException, InterruptedException {
        BaseImage from = layer.from();
        return from == null ? shared(layer.layer()).file() : blob(layer.layer(), from, null);
    }

    /** The layer's blob if it is on this machine, of whichever layer. */
    Optional<Path> findBlob(Layer layer) {
        Optional<Path> own = project.blob(layer.blob());
        return own.isPresent() ? own : machine.blob(layer.blob());
    }

    /** A layer some step made that is in none of the stores: it is with the results of other machines. */
    private StoredLayer shared(Layer layer) throws IOException, InterruptedException {
        try (NamedLock lock = machine.lock(layer.blob().digest())) {
            Optional<StoredLayer> known = machine.layer(layer);
            return known.isPresent() ? known.get() : hits.get(layer);
        }
    }

    private Path blob(Layer layer, BaseImage from, @Nullable Readers readers) throws IOException, InterruptedException {
        try (NamedLock lock = machine.lock(layer.blob().digest())) {
            Optional<Path> known = findBlob(layer);
            return known.isPresent() ? known.get() : fetch(from, layer, readers);
        }
    }

    private Path fetch(BaseImage from, Layer layer, @Nullable Readers readers)
            throws IOException, InterruptedException {
        Path temporary =
                machine.temporary().resolve("fetch-" + layer.blob().digest().hex());
        pulls.begin(from);
        try {
            GrowingFile file = new GrowingFile(temporary, layer.blob().size());
            if (readers != null) {
                readers.begin(file);
            }
            sources.fetch(from, layer.blob(), file);
            file.ended();
            pulls.add(from, layer.blob().size());
            if (readers != null) {
                readers.scan.await();
            }
            return machine.admit(temporary, layer.blob().digest());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Those who read a blob while it is coming. */
    private final class Readers implements AutoCloseable {

        private final Layer layer;
        private final boolean unpacks;
        private final LayerScan scan;
        private EarlyUnpack unpack = EarlyUnpack.NONE;

        Readers(Layer layer, boolean unpacks) {
            this.layer = layer;
            this.unpacks = unpacks;
            this.scan = new LayerScan(layer);
        }

        void begin(GrowingFile blob) {
            scan.begin(blob);
            if (unpacks) {
                unpack = engine.unpackEarly(layer, blob);
            }
        }

        /** The layer is what it should be. */
        void keep() {
            unpack.keep();
        }

        @Override
        public void close() {
            unpack.close();
            scan.close();
        }
    }
}
