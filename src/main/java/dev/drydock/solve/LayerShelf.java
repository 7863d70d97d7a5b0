package dev.drydock.solve;

import dev.drydock.copy.LayeredTree;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.solve.StageLayers.StageLayer;
import dev.drydock.solve.progress.LayerMeter;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a build, wherever they are: in the project's store, in the machine's, or still in a registry. Fetches a
 * layer when its bytes or its index are first asked for, once however many ask.
 */
final class LayerShelf {

    private final Store machine;
    private final Store project;
    private final Sources sources;
    private final SharedHits hits;
    private final LayerMeter pulls;
    private final LayerMeter unpacking;
    private final LayerArrivals arrivals;
    private final boolean leaveLayers;
    private final Map<Layer, Held> made = new ConcurrentHashMap<>();
    private final Map<List<Digest>, FileTree> trees = new ConcurrentHashMap<>();

    /**
     * @param leaveLayers be content with an index from elsewhere where a layer's bytes are not needed
     * @param runBases images that runs are based on
     */
    LayerShelf(SolverTools tools, SharedHits hits, LayerMeter pulls, boolean leaveLayers, RunBases runBases) {
        this.hits = hits;
        this.pulls = pulls;
        this.unpacking = LayerMeter.ofUnpacking(tools.log());
        this.leaveLayers = leaveLayers;
        this.machine = tools.machine();
        this.project = tools.project();
        this.sources = tools.sources();
        this.arrivals = new LayerArrivals(tools, hits, pulls, runBases);
    }

    /** For those who have layers unpacked. */
    LayerMeter unpacking() {
        return unpacking;
    }

    /** The tree these layers make; reads their indexes. */
    LayeredTree tree(StageLayers stage) throws IOException, InterruptedException {
        List<Seen> layers = seen(stage.layers());
        List<Digest> diffIds = stage.diffIds();
        FileTree tree = FileTree.empty();
        for (int i = 0; i < layers.size(); i++) {
            List<Digest> upToHere = List.copyOf(diffIds.subList(0, i + 1));
            FileTree known = trees.get(upToHere);
            tree = known != null ? known : tree.with(layers.get(i).readIndex(machine, hits));
            trees.put(upToHere, tree);
        }
        return new LayeredTree(new Fetched(stage), tree);
    }

    /** The same if every layer and its index is on this machine; else empty. */
    Optional<LayeredTree> treeAtHand(StageLayers stage) throws IOException, InterruptedException {
        for (StageLayer layer : stage.layers()) {
            Optional<Held> held = find(layer.layer());
            if (held.isEmpty()
                    || held.get().store.indexFile(layer.layer().diffId()).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(tree(stage));
    }

    /** A layer that is here, or what is in one that need not be. */
    private record Seen(@Nullable Held held, @Nullable LayerIndex index) {

        static Seen of(Held held) {
            return new Seen(held, null);
        }

        LayerIndex readIndex(Store machine, SharedHits hits) {
            Held here = held;
            if (here == null) {
                return Objects.requireNonNull(index);
            }
            LayerIndex read = here.store.index(here.layer);
            if (here.store == machine) {
                hits.offerIndex(machine, here.layer);
            }
            return read;
        }
    }

    private List<Seen> seen(List<StageLayer> layers) throws IOException, InterruptedException {
        LayerFetch<Seen> seen = new LayerFetch<>(pulls);
        for (StageLayer layer : layers) {
            Optional<Held> held = find(layer.layer());
            if (held.isPresent()) {
                seen.found(Seen.of(held.get()));
            } else {
                seen.missing(layer.from(), () -> seen(layer));
            }
        }
        return seen.all();
    }

    private Seen seen(StageLayer layer) throws IOException, InterruptedException {
        Optional<LayerIndex> index = leaveLayers ? hits.index(layer.layer()) : Optional.empty();
        return index.isPresent() ? new Seen(null, index.get()) : Seen.of(held(layer));
    }

    /** The files of a stage's layers, brought here one by one as they are asked for. */
    private final class Fetched extends AbstractList<LayerFile> {

        private final StageLayers stage;

        Fetched(StageLayers stage) {
            this.stage = stage;
        }

        @Override
        public LayerFile get(int number) {
            StageLayer layer = stage.layers().get(number);
            try {
                Optional<Held> held = find(layer.layer());
                return held.isPresent()
                        ? held.get().file()
                        : files(new StageLayers(List.of(layer))).get(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("interrupted while a layer was fetched"));
            }
        }

        @Override
        public int size() {
            return stage.layers().size();
        }
    }

    /** The layers as files, whole and verified. */
    List<LayerFile> files(StageLayers stage) throws IOException, InterruptedException {
        LayerFetch<LayerFile> files = new LayerFetch<>(pulls);
        for (StageLayer layer : stage.layers()) {
            Optional<Held> held = find(layer.layer());
            if (held.isPresent()) {
                files.found(held.get().file());
            } else {
                files.missing(layer.from(), () -> held(layer).file());
            }
        }
        return files.all();
    }

    /** The blobs an image with these layers consists of; none is unpacked for it. */
    Map<Digest, Path> blobs(StageLayers stage) throws IOException, InterruptedException {
        LayerFetch<Path> files = new LayerFetch<>(pulls);
        for (StageLayer layer : stage.layers()) {
            Optional<Path> whole = whole(layer);
            if (whole.isPresent()) {
                files.found(whole.get());
            } else {
                files.missing(layer.from(), () -> arrivals.blob(layer));
            }
        }
        Map<Digest, Path> blobs = new HashMap<>();
        Iterator<Path> file = files.all().iterator();
        for (StageLayer layer : stage.layers()) {
            blobs.put(layer.layer().blob().digest(), file.next());
        }
        return Map.copyOf(blobs);
    }

    /** The same, but only those on this machine; of the others it is seen to that they are where they are said to be. */
    Map<Digest, Path> blobsAtHand(StageLayers stage) throws IOException, InterruptedException {
        List<StageLayer> wanted = new ArrayList<>();
        for (StageLayer layer : stage.layers()) {
            if (isAtHand(layer)) {
                wanted.add(layer);
            }
        }
        return blobs(new StageLayers(List.copyOf(wanted)));
    }

    private boolean isAtHand(StageLayer layer) throws InterruptedException {
        BaseImage from = layer.from();
        if (whole(layer).isPresent()) {
            return true;
        }
        if (from != null) {
            return sources.isHere(from, layer.layer().blob());
        }
        if (!hits.isThere(layer.layer())) {
            throw new LostResult(layer.layer().blob().digest(), new IOException("its layer is not there"));
        }
        return false;
    }

    private record Held(Store store, StoredLayer layer) {
        LayerFile file() {
            return layer.asLayerFile();
        }
    }

    private Held held(StageLayer layer) throws IOException, InterruptedException {
        Optional<Held> known = find(layer.layer());
        return known.isPresent() ? known.get() : new Held(machine, arrivals.layer(layer));
    }

    /**
     * Takes a layer that is still being compressed: it can be used already.
     *
     * @param tar its file belongs to this from now on
     */
    Layer hold(WrittenLayer tar, Store store) {
        made.put(tar.layer(), new Held(store, store.admitIndex(tar)));
        return tar.layer();
    }

    /** The layer held is stored. */
    void settle(WrittenLayer tar, Store store, StoredLayer stored) {
        made.put(tar.layer(), new Held(store, stored));
        store.standIn(stored, tar.file());
    }

    /** A layer that is on this machine. */
    Optional<StoredLayer> stored(Layer layer) {
        Optional<Held> held = find(layer);
        return held.isPresent() ? Optional.of(held.get().layer) : Optional.empty();
    }

    /** Whether it is held and has not been stored yet. */
    boolean isUnsettled(Layer layer) {
        return made.containsKey(layer) && settled(layer).equals(layer);
    }

    /** The layer as it is stored, of one that was held; any other is as it is. */
    Layer settled(Layer layer) {
        Held held = made.get(layer);
        return held == null ? layer : held.layer.layer();
    }

    /** The layer's blob if it is on this machine. */
    Optional<Path> file(Layer layer) {
        Optional<Held> held = find(layer);
        return held.isPresent() ? Optional.of(held.get().layer.file()) : Optional.empty();
    }

    private Optional<Held> find(Layer layer) {
        Held held = made.get(layer);
        if (held != null) {
            return Optional.of(held);
        }
        Optional<Held> own = find(layer, project);
        return own.isPresent() ? own : find(layer, machine);
    }

    private static Optional<Held> find(Layer layer, Store store) {
        Optional<StoredLayer> stored = store.layer(layer);
        return stored.isPresent() ? Optional.of(new Held(store, stored.get())) : Optional.empty();
    }

    /** The file of a step's layer, if it is known to unpack to what it should: it may have come from elsewhere. */
    private Optional<Path> whole(StageLayer layer) {
        if (layer.from() != null) {
            return arrivals.findBlob(layer.layer());
        }
        return file(layer.layer());
    }
}
