package dev.drydock.report;

import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.engine.source.LayeredImages;
import dev.drydock.image.Platform;
import dev.drydock.layer.LayeredImage;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import dev.drydock.store.Store;
import java.io.IOException;
import java.util.List;

/** Reports about images that builds of this machine left. */
public final class BuiltImages {

    private BuiltImages() {}

    /**
     * The report about the image of a workspace; of several platforms about this machine's, or the first if there is none for it.
     *
     * @throws dev.drydock.failure.BuildFailure if there is no image, or it is damaged
     */
    public static ImageReport report(Workspace workspace) throws IOException {
        OciLayout layout = OciLayout.open(workspace.layout());
        LayoutImage chosen = choose(layout.images(layout.entry("")), Platform.current());
        List<String> names = ImageRecord.names(workspace.output());
        String title = names.isEmpty() ? workspace.layout().toString() : names.get(0);
        try (Store machine = Store.open(workspace.store());
                Store project = Store.openInProject(workspace.projectCache())) {
            LayeredImage image = LayeredImages.of(chosen, List.of(project, machine));
            return ImageReport.of(title, image, ImageRecord.origins(workspace.output()));
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
