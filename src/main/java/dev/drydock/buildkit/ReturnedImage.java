package dev.drydock.buildkit;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.io.NamedLock;
import dev.drydock.layout.LayoutDirectory;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.LayoutWriter;
import dev.drydock.solve.SolvedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a build leaves behind, of images that came back. Manifests stay as they came, an index of several is made anew. */
record ReturnedImage(BuildRequest request, SolveProgress progress) {

    BuildResult write(List<LayoutImage> images) throws IOException, InterruptedException {
        Workspace space = request.workspace();
        List<ImageRecord.Part> parts = new ArrayList<>();
        long size = 0;
        for (LayoutImage image : images) {
            long part = image.size();
            parts.add(new ImageRecord.Part(solved(image), image.manifest(), part));
            size += part;
        }
        try (var lock = NamedLock.acquire(space.projectCache().resolve("locks").resolve("layout"))) {
            Descriptor root = writeLayout(images);
            size += images.size() > 1 ? root.size() : 0;
            Files.createDirectories(space.output());
            ImageRecord.write(space.output(), request.names(), root, size, parts);
            return new BuildResult(
                    request.names(),
                    root.digest(),
                    parts.get(0).manifest().config().digest(),
                    size,
                    space.layout(),
                    progress.executed() + progress.cached(),
                    progress.cached(),
                    Duration.ZERO);
        }
    }

    private Descriptor writeLayout(List<LayoutImage> images) {
        try {
            return new LayoutWriter(request.workspace().layout()).write(images, request.names());
        } catch (IOException e) {
            throw LayoutDirectory.failure(request.workspace().layout(), e);
        }
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
