package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The image a plan led to, all bytes of it on this machine.
 *
 * @param config complete: diff IDs, history, times
 * @param layers lowest first, the base's included
 * @param blobs file of each layer, by the digest of its blob; owned by the store, not to be changed
 * @param steps those the image's history names above its base, oldest first
 */
public record SolvedImage(ImageConfig config, List<Layer> layers, Map<Digest, Path> blobs, List<StepResult> steps) {

    /** The steps that made a layer, one each, those of the uppermost layers. */
    public List<StepResult> executed() {
        return steps.stream().filter(step -> step.layer() != null).toList();
    }
}
