package dev.drydock.report;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.PushRecord;
import dev.drydock.engine.source.LayeredImages;
import dev.drydock.engine.source.PulledImages;
import dev.drydock.engine.source.Registries;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.report.difference.Difference;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the image to compare with: in a layout or a registry.
 *
 * @param machine open, gets layers that are pulled
 * @param project open
 */
record ComparedImages(Store machine, Store project, FindingsCache findings, BuildEnvironment surroundings) {

    private static final String LAYOUT = "oci-layout://";

    /** @throws BuildFailure if there is no such image */
    Comparison with(String against, Path base, ImageReport report) throws IOException, InterruptedException {
        String folder = against.startsWith(LAYOUT) ? against.substring(LAYOUT.length()) : against;
        Path place = base.resolve(folder);
        if (!folder.equals(against) || against.startsWith(".") || place.isAbsolute() && OciLayout.existsAt(place)) {
            return compared("the layout " + place, inLayout(place, report), report);
        }
        return compared(against, inRegistry(Reference.parse(against), report), report);
    }

    /**
     * Compares with the image that was pushed last, if it is to be had.
     *
     * @param root digest of the manifest or index of the report's image
     */
    Comparison withLastPushed(Workspace workspace, Digest root, ImageReport report)
            throws IOException, InterruptedException {
        Optional<Reference> pushed = PushRecord.last(workspace.output());
        if (pushed.isEmpty()) {
            return new Comparison(
                    "Not compared: nothing is known of an earlier push. drydock.report.against names an image to compare"
                            + " with.",
                    null);
        }
        if (root.equals(pushed.get().digest())) {
            return new Comparison("Not compared: this is the image that was pushed last, " + pushed.get() + ".", null);
        }
        try {
            return compared(pushed.get() + ", which was pushed last", inRegistry(pushed.get(), report), report);
        } catch (BuildFailure e) {
            return new Comparison(
                    "Not compared with " + pushed.get() + ", which was pushed last: " + e.getMessage(), null);
        }
    }

    private LayeredImage inLayout(Path folder, ImageReport report) throws IOException {
        OciLayout layout = OciLayout.open(folder);
        return LayeredImages.of(layout.image("", platform(report)), List.of(project, machine));
    }

    private LayeredImage inRegistry(Reference reference, ImageReport report) throws IOException, InterruptedException {
        try (Registries registries = new Registries(surroundings.registry(), surroundings.log())) {
            return PulledImages.of(reference, platform(report), machine, project, registries, surroundings.log());
        }
    }

    private static Platform platform(ImageReport report) {
        return report.subject().config().platform();
    }

    private Comparison compared(String name, LayeredImage other, ImageReport report) throws IOException {
        Inventory inventory = Inventory.of(other, KnownArtifacts.NONE, findings);
        ImageReport before = ImageReport.of(name, other, Map.of(), inventory);
        return new Comparison("Compared with " + name + ".", Difference.between(before.side(), report.side()));
    }
}
