package dev.drydock.verify;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.io.FileTrees;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayeredImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents of the image of one platform, and its layers, each fetched once and given back at the end. */
final class ImageLayers implements Closeable {

    private final ImagePlace place;
    private final Descriptor image;
    private final Manifest manifest;
    private final ImageConfig config;
    private final Map<Digest, Optional<Path>> files = new HashMap<>();

    ImageLayers(ImagePlace place, Descriptor image) throws IOException {
        this.place = place;
        this.image = image;
        this.manifest = Manifest.parse(place.document(image), image.mediaType());
        this.config = ImageConfig.parse(place.document(manifest.config()));
    }

    Descriptor image() {
        return image;
    }

    Manifest manifest() {
        return manifest;
    }

    ImageConfig config() {
        return config;
    }

    /** Empty if the place does without it. */
    Optional<Path> file(Descriptor layer) throws IOException {
        Optional<Path> known = files.get(layer.digest());
        if (known == null) {
            known = place.layer(layer);
            files.put(layer.digest(), known);
        }
        return known;
    }

    /**
     * The contents of the layers by what they tell themselves: nothing that this machine knows of builds and of layers takes part.
     *
     * @throws IOException if a layer is none
     */
    Inventory inventory() throws IOException {
        Path findings = Files.createTempDirectory("drydock-verify-");
        try {
            return Inventory.of(layeredImage(), KnownArtifacts.NONE, new FindingsCache(findings));
        } finally {
            FileTrees.delete(findings);
        }
    }

    private LayeredImage layeredImage() throws IOException {
        List<IndexedLayer> layers = new ArrayList<>();
        List<Digest> missing = new ArrayList<>();
        List<Digest> diffIds = config.diffIds();
        for (int i = 0; i < diffIds.size(); i++) {
            var layer = new Layer(manifest.layers().get(i), diffIds.get(i));
            Optional<Path> file = file(layer.blob());
            if (file.isEmpty()) {
                missing.add(layer.diffId());
            } else {
                try (InputStream tar = LayerInput.open(file.get())) {
                    layers.add(new IndexedLayer(new LayerFile(layer, file.get()), LayerIndexes.scan(tar)));
                }
            }
        }
        return new LayeredImage(config, manifest, layers, missing);
    }

    @Override
    public void close() throws IOException {
        for (Optional<Path> file : files.values()) {
            if (file.isPresent()) {
                place.release(file.get());
            }
        }
    }
}
