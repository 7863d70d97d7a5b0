package dev.drydock.layout;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Manifest;
import dev.drydock.image.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image whose bytes are on this machine, but for layers that have an origin.
 *
 * @param config exactly as the manifest's descriptor digests it; owned by this value, do not change
 * @param blobs file of each layer blob, by its digest; verified
 * @param base the image it stands on; null if there is none or it is not known
 * @param origins repositories known to have a layer, best first
 */
public record LayoutImage(
        Manifest manifest,
        byte[] config,
        Map<Digest, Path> blobs,
        @Nullable Reference base,
        Map<Digest, List<Reference>> origins) {

    /** @throws java.io.IOException if the config is no JSON object */
    public ImageConfig parsedConfig() throws java.io.IOException {
        return ImageConfig.parse(config);
    }

    /** Bytes of the manifest, the config and the layers as stored: what a push of it alone uploads at most. */
    public long size() {
        long size = (long) manifest.raw().length + config.length;
        for (Descriptor layer : manifest.layers()) {
            size += layer.size();
        }
        return size;
    }
}
