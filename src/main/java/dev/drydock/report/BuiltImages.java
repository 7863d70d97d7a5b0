package dev.drydock.report;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.engine.source.LayeredImages;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Platform;
import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reports about images that builds of this machine left. */
public final class BuiltImages {

    private BuiltImages() {}

    /**
     * The report about the image of a workspace; of several platforms about this machine's, or the first if there is none for it.
     *
     * @param against the image to compare with: a folder with a layout or a reference; "" for the one that was pushed last
     * @param base folder that relative ones are in
     * @throws dev.drydock.failure.BuildFailure if there is no image, or not the one to compare with, or one is damaged
     */
    public static ImageReport report(Workspace workspace, String against, Path base, BuildEnvironment surroundings)
            throws IOException, InterruptedException {
        OciLayout layout = OciLayout.open(workspace.layout());
        Descriptor root = layout.entry("");
        LayoutImage chosen = choose(layout.images(root), Platform.current());
        List<String> names = ImageRecord.names(workspace.output());
        String title = names.isEmpty() ? workspace.layout().toString() : names.get(0);
        try (Store machine = Store.open(workspace.store());
                Store project = Store.openInProject(workspace.projectCache())) {
            LayeredImage image = LayeredImages.of(chosen, List.of(project, machine));
            FindingsCache findings = new FindingsCache(machine.findings());
            Inventory inventory = Inventory.of(image, KnownArtifacts.NONE, findings);
            ImageReport report = ImageReport.of(title, image, ImageRecord.origins(workspace.output()), inventory);
            ComparedImages others = new ComparedImages(machine, project, findings, surroundings);
            return report.with(
                    against.isEmpty()
                            ? others.withLastPushed(workspace, root.digest(), report)
                            : others.with(against, base, report));
        }
    }

    private static LayoutImage choose(List<LayoutImage> images, Platform wanted) throws IOException {
        for (LayoutImage image : images) {
            if (image.parsedConfig().platform().equals(wanted)) {
                return image;
            }
        }
        return images.get(0);
    }
}
