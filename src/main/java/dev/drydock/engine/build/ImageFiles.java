package dev.drydock.engine.build;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.NamedLock;
import dev.drydock.layout.LayoutDirectory;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.LayoutWriter;
import dev.drydock.push.LayerOrigins;
import dev.drydock.solve.SolvedImage;
import dev.drydock.solve.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns what was solved into documents and writes what a build leaves behind. */
final class ImageFiles {

    private final BuildRequest request;
    private final LayerOrigins origins;

    ImageFiles(BuildRequest request, LayerOrigins origins) {
        this.request = request;
        this.origins = origins;
    }

    BuildResult write(List<SolvedImage> solved) throws IOException, InterruptedException {
        List<LayoutImage> images = new ArrayList<>();
        List<ImageRecord.Part> parts = new ArrayList<>();
        long size = 0;
        for (SolvedImage image : solved) {
            LayoutImage documents = documents(image);
            long partSize = documents.size();
            images.add(documents);
            parts.add(new ImageRecord.Part(image, documents.manifest(), partSize));
            size += partSize;
        }
        Workspace space = request.workspace();
        try (var lock = NamedLock.acquire(space.projectCache().resolve("locks").resolve("layout"))) {
            Descriptor root = writeLayout(space.layout(), images);
            if (images.size() > 1) {
                size += root.size();
            }
            Files.createDirectories(space.output());
            ImageRecord.write(space.output(), request.names(), root, size, parts);
            return result(root, size, parts);
        }
    }

    private Descriptor writeLayout(Path directory, List<LayoutImage> images) {
        try {
            return new LayoutWriter(directory).write(images, request.names());
        } catch (IOException e) {
            throw LayoutDirectory.failure(directory, e);
        }
    }

    private BuildResult result(Descriptor root, long size, List<ImageRecord.Part> parts) {
        int steps = 0;
        int cached = 0;
        for (ImageRecord.Part part : parts) {
            for (StepResult step : part.image().all()) {
                steps++;
                cached += step.cached() ? 1 : 0;
            }
        }
        return new BuildResult(
                request.names(),
                root.digest(),
                parts.get(0).manifest().config().digest(),
                size,
                request.workspace().layout(),
                steps,
                cached,
                Duration.ZERO);
    }

    private LayoutImage documents(SolvedImage image) {
        byte[] config = image.config().toBytes();
        List<Descriptor> layers = new ArrayList<>();
        for (Layer layer : image.layers()) {
            layers.add(asOci(layer.blob()));
        }
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                layers,
                request.source().annotations());
        return new LayoutImage(manifest, config, image.blobs(), origins.base(image), origins.of(image));
    }

    /** Base images may come with Docker's media types; an OCI manifest has OCI's, for the same bytes. */
    private static Descriptor asOci(Descriptor layer) {
        String type = MediaTypes.asOci(layer.mediaType());
        return new Descriptor(type, layer.digest(), layer.size(), layer.annotations(), layer.platform());
    }
}
