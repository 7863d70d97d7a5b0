package dev.drydock.build;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Brings layers that were left in a registry into a layout, for whoever needs them all. */
final class CompleteLayout {

    private CompleteLayout() {}

    /**
     * @param store machine-wide; has them perhaps, and gets them
     * @return the layout, with nothing missing
     */
    static OciLayout of(Path directory, Path store, Surroundings surroundings) throws IOException {
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
            try (Store machine = Store.open(store);
                    Registries registries = new Registries(surroundings.registry(), surroundings.log())) {
                for (Descriptor layer : missing.values()) {
                    LayoutWriter.add(directory, layer, file(layout, layer, machine, registries));
                }
            }
        }
        return layout;
    }

    private static Path file(OciLayout layout, Descriptor layer, Store machine, Registries registries)
            throws IOException {
        Optional<Path> stored = machine.blob(layer);
        if (stored.isPresent()) {
            return stored.get();
        }
        Path temporary = machine.temporary().resolve("fetch-" + UUID.randomUUID());
        try {
            List<Reference> origins = layout.origins(layer.digest());
            registries.client().fetchBlob(origins.get(0), layer, temporary);
            return machine.admit(temporary, layer.digest());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
