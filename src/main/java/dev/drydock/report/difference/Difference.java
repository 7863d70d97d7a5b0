package dev.drydock.report.difference;

import dev.drydock.image.ImageConfig;
import dev.drydock.inventory.Inventory;
import dev.drydock.report.content.FileTable;
import java.util.List;

/**
 * How an image differs from another one.
 *
 * @param size bytes of the other image as it is stored
 * @param files those that change most bytes first
 * @param packages by name, with their versions
 * @param config of how containers start
 */
public record Difference(long size, List<FileChange> files, List<Change> packages, List<Change> config) {

    public Difference {
        files = List.copyOf(files);
        packages = List.copyOf(packages);
        config = List.copyOf(config);
    }

    /**
     * One of the two images, as far as it is compared.
     *
     * @param size bytes as it is stored
     */
    public record Side(FileTable files, Inventory inventory, ImageConfig config, long size) {}

    public static Difference between(Side before, Side after) {
        return new Difference(
                before.size,
                FileChanges.between(before.files, after.files),
                PackageChanges.between(before.inventory, after.inventory),
                Changes.between(ConfigRows.of(before.config), ConfigRows.of(after.config)));
    }
}
