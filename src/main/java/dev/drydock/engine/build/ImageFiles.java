package dev.drydock.engine.build;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.output.Attestations;
import dev.drydock.engine.output.BuildOutput;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.layout.LayoutImage;
import dev.drydock.push.LayerOrigins;
import dev.drydock.solve.SolvedImage;
import dev.drydock.solve.StepResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was solved into documents of images. */
final class ImageFiles {

    private final BuildRequest request;
    private final LayerOrigins origins;

    ImageFiles(BuildRequest request, LayerOrigins origins) {
        this.request = request;
        this.origins = origins;
    }

    BuildResult write(List<SolvedImage> solved, Attestations attestations) throws IOException, InterruptedException {
        List<BuildOutput.Finished> images = new ArrayList<>();
        int steps = 0;
        int cached = 0;
        for (SolvedImage image : solved) {
            Reference base = origins.base(image);
            images.add(new BuildOutput.Finished(image, documents(image, base), base != null));
            for (StepResult step : image.all()) {
                steps++;
                cached += step.cached() ? 1 : 0;
            }
        }
        return new BuildOutput(request).write(images, attestations, steps, cached);
    }

    private LayoutImage documents(SolvedImage image, @Nullable Reference base) {
        byte[] config = image.config().toBytes();
        List<Descriptor> layers = new ArrayList<>();
        for (Layer layer : image.layers()) {
            layers.add(asOci(layer.blob()));
        }
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                layers,
                request.source().annotations());
        return new LayoutImage(manifest, config, image.blobs(), base, origins.of(image));
    }

    /** Base images may come with Docker's media types; an OCI manifest has OCI's, for the same bytes. */
    private static Descriptor asOci(Descriptor layer) {
        String type = MediaTypes.asOci(layer.mediaType());
        return new Descriptor(type, layer.digest(), layer.size(), layer.annotations(), layer.platform());
    }
}
