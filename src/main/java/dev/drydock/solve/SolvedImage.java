package dev.drydock.solve;

import dev.drydock.copy.LayeredTree;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image a plan led to, all bytes of it on this machine, but for layers that were to be left where they are.
 *
 * @param config complete: diff IDs, history, times
 * @param layers lowest first, the base's included
 * @param blobs file of each layer, by the digest of its blob; owned by the store, not to be changed
 * @param steps those the image's history names above its base, oldest first
 * @param base the image it stands on; null for {@code scratch}
 * @param all steps that make layers, of all stages of the plan, each once
 * @param filesAtHand the image as one tree, as long as the stores of the build are open
 */
public record SolvedImage(
        ImageConfig config,
        List<Layer> layers,
        Map<Digest, Path> blobs,
        List<StepResult> steps,
        @Nullable BaseImage base,
        List<StepResult> all,
        FilesAtHand filesAtHand) {

    /** The files of an image whose layers are known on this machine. */
    public interface FilesAtHand {

        /** Empty if the index of some layer is not here: none is fetched or made for this. */
        Optional<LayeredTree> tree() throws IOException, InterruptedException;
    }

    /** The steps that made a layer, one each, those of the uppermost layers. */
    public List<StepResult> executed() {
        return withLayer(steps);
    }

    static List<StepResult> withLayer(List<StepResult> steps) {
        List<StepResult> executed = new ArrayList<>();
        for (StepResult step : steps) {
            if (step.layer() != null) {
                executed.add(step);
            }
        }
        return List.copyOf(executed);
    }
}
