package dev.drydock.engine;

import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The image a build made.
 *
 * @param digest of the manifest, or of the index if there are several platforms: what a push of it will be known by
 * @param imageId digest of the config, of the first platform's if there are several
 * @param size of all that a push uploads at most, in bytes: manifests, configs and layers as stored
 * @param steps that make layers, of all stages the image needs, and how many of them came from the cache
 */
@StartUp
public record BuildResult(
        List<Reference> names,
        Digest digest,
        Digest imageId,
        long size,
        Path layout,
        int steps,
        int cached,
        Duration took) {

    /** Its first name with its digest: what stands in a deployment that is to get this very image. */
    public String reference() {
        return names.get(0).byDigest(digest).fullName();
    }

    public BuildResult withTook(Duration value) {
        return new BuildResult(names, digest, imageId, size, layout, steps, cached, value);
    }
}
