package dev.drydock.buildkit;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.output.Attestations;
import dev.drydock.engine.output.BuildOutput;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.layout.LayoutImage;
import dev.drydock.solve.SolvedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a build leaves behind, of images that came back. Manifests stay as they came, an index of several is made anew. */
record ReturnedImage(BuildRequest request, SolveProgress progress) {

    BuildResult write(List<LayoutImage> images, Attestations attestations) throws IOException, InterruptedException {
        List<BuildOutput.Finished> finished = new ArrayList<>();
        for (LayoutImage image : images) {
            finished.add(new BuildOutput.Finished(solved(image), image, false));
        }
        return new BuildOutput(request)
                .write(finished, attestations, progress.executed() + progress.cached(), progress.cached());
    }

    /** BuildKit does not say which step made which layer. */
    private static SolvedImage solved(LayoutImage image) throws IOException {
        ImageConfig config = image.parsedConfig();
        List<Digest> diffIds = config.diffIds();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            layers.add(new Layer(image.manifest().layers().get(i), diffIds.get(i)));
        }
        return new SolvedImage(config, layers, image.blobs(), List.of(), null, List.of(), Optional::empty);
    }
}
