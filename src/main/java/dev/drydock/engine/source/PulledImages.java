package dev.drydock.engine.source;

import dev.drydock.concurrent.Tasks;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.record.BuildTrace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Layer;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayeredImage;
import dev.drydock.progress.BuildLog;
import dev.drydock.store.Store;
import dev.drydock.store.StoredLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Images of registries with their layers, which are fetched into the machine's store as far as no store has them. */
public final class PulledImages {

    /** The registry client has a limit of its own. */
    private static final int FETCHES = 4;

    private PulledImages() {}

    /**
     * @param machine open, gets the layers
     * @param project open; layers there are not fetched
     * @throws BuildFailure if there is no such image, or its registry cannot be reached
     */
    public static LayeredImage of(
            Reference reference, Platform platform, Store machine, Store project, Registries registries, BuildLog log)
            throws IOException, InterruptedException {
        BuildTrace trace = new BuildTrace();
        BaseImage image = new RegistryImages(
                        machine,
                        registries,
                        PullPolicy.ALWAYS,
                        log,
                        Clock.systemUTC(),
                        trace,
                        PinnedNames.none(trace, log))
                .find(reference, platform);
        List<Callable<IndexedLayer>> layers = new ArrayList<>();
        for (Layer layer : image.layers()) {
            layers.add(() -> {
                Optional<StoredLayer> own = project.layer(layer);
                Store store = own.isPresent() ? project : machine;
                StoredLayer stored = own.isPresent() ? own.get() : stored(reference, layer, machine, registries);
                return new IndexedLayer(stored.asLayerFile(), store.index(stored));
            });
        }
        return new LayeredImage(image.config(), image.manifest(), Tasks.run("fetch", FETCHES, layers), List.of());
    }

    private static StoredLayer stored(Reference reference, Layer layer, Store machine, Registries registries)
            throws IOException {
        Descriptor blob = layer.blob();
        if (machine.blob(blob).isEmpty()) {
            Path temporary = machine.temporary().resolve("fetch-" + UUID.randomUUID());
            try {
                registries.client().fetchBlob(reference, blob, temporary);
                machine.admit(temporary, blob.digest());
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
        return machine.admitBlobAsLayer(layer);
    }
}
