package dev.drydock.export;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.source.Registries;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.LayoutWriter;
import dev.drydock.layout.OciLayout;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings layers that were left in a registry into a layout, for whoever needs them all. */
public final class CompleteLayout {

    private final OciLayout layout;
    private final BuildEnvironment surroundings;
    private final long start = System.nanoTime();
    private @Nullable Reference pulledFrom;
    private long pulled;

    private CompleteLayout(OciLayout layout, BuildEnvironment surroundings) {
        this.layout = layout;
        this.surroundings = surroundings;
    }

    /**
     * @param store machine-wide; has them perhaps, and gets them
     * @return the layout, with nothing missing
     */
    public static OciLayout of(Path directory, Path store, BuildEnvironment surroundings) throws IOException {
        OciLayout layout = OciLayout.open(directory);
        Map<Digest, Descriptor> missing = new LinkedHashMap<>();
        for (Descriptor entry : layout.entries()) {
            for (LayoutImage image : layout.images(entry)) {
                image.manifest().layers().stream()
                        .filter(layer -> !image.blobs().containsKey(layer.digest()))
                        .forEach(layer -> missing.put(layer.digest(), layer));
            }
        }
        if (!missing.isEmpty()) {
            new CompleteLayout(layout, surroundings).add(missing.values(), directory, store);
        }
        return layout;
    }

    private void add(Collection<Descriptor> missing, Path directory, Path store) throws IOException {
        try (Store machine = Store.open(store);
                Registries registries = new Registries(surroundings.registry(), surroundings.log())) {
            for (Descriptor layer : missing) {
                LayoutWriter.add(directory, layer, file(layer, machine, registries));
            }
        }
        if (pulledFrom != null) {
            surroundings.log().pulled(pulledFrom, pulled, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Path file(Descriptor layer, Store machine, Registries registries) throws IOException {
        Optional<Path> stored = machine.blob(layer);
        if (stored.isPresent()) {
            return stored.get();
        }
        Path temporary = machine.temporary().resolve("fetch-" + UUID.randomUUID());
        try {
            List<Reference> origins = layout.origins(layer.digest());
            registries.client().fetchBlob(origins.get(0), layer, temporary);
            pulledFrom = origins.get(0);
            pulled += layer.size();
            return machine.admit(temporary, layer.digest());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
