package dev.drydock.report;

import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Manifest;
import dev.drydock.inventory.Inventory;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayeredImage;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import dev.drydock.report.difference.Difference;
import dev.drydock.report.waste.Waste;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A report about an image.
 *
 * @param layers those on this machine, lowest first; {@link ReportStep#layer} and the table of files number them from 0
 */
public record ImageReport(
        ReportSubject subject,
        List<ReportStep> steps,
        List<ReportLayer> layers,
        FileTable files,
        Waste waste,
        Inventory inventory,
        Comparison comparison) {

    public ImageReport {
        steps = List.copyOf(steps);
        layers = List.copyOf(layers);
    }

    /**
     * @param title name of the image
     * @param origins by the digest of the blob, of the layers that this machine's last build made; may be empty
     * @param inventory of the image
     */
    public static ImageReport of(
            String title, LayeredImage image, Map<Digest, LayerOrigin> origins, Inventory inventory) {
        List<LayerIndex> indexes = new ArrayList<>();
        for (IndexedLayer layer : image.layers()) {
            indexes.add(layer.index());
        }
        FileTable files = FileTable.of(indexes);
        List<ReportLayer> layers = ReportSteps.layers(image, origins);
        return new ImageReport(
                subject(title, image),
                ReportSteps.of(image, layers),
                layers,
                files,
                Waste.of(files, layers, new StoredFiles(image, files)),
                inventory,
                new Comparison("Not compared with another image.", null));
    }

    /** The same with a comparison. */
    public ImageReport with(Comparison other) {
        return new ImageReport(subject, steps, layers, files, waste, inventory, other);
    }

    Difference.Side side() {
        return new Difference.Side(files, inventory, subject.config(), subject.size());
    }

    private static ReportSubject subject(String title, LayeredImage image) {
        Manifest manifest = image.manifest();
        long size = manifest.raw().length + manifest.config().size();
        for (Descriptor layer : manifest.layers()) {
            size += layer.size();
        }
        return new ReportSubject(title, manifest.digest(), manifest.config().digest(), size, image.config());
    }
}
