package dev.drydock.report.waste;

import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The bytes of an image that are wasted.
 *
 * @param findings those with most bytes first; no byte is in two of them
 */
public record Waste(List<Finding> findings) {

    public Waste {
        findings = List.copyOf(findings);
    }

    /** @param layers all of the table, lowest first */
    public static Waste of(FileTable files, List<ReportLayer> layers, PackageFiles packages) {
        WasteScene scene = new WasteScene(files, layers);
        List<Finding> all = new ArrayList<>();
        all.addAll(HiddenFiles.find(scene));
        all.addAll(MarkedFolders.find(scene, FolderMark.GIT));
        all.addAll(MarkedFolders.find(scene, FolderMark.CACHES));
        all.addAll(BuildTools.find(scene, packages));
        all.addAll(MarkedFolders.find(scene, FolderMark.TOOLS));
        all.addAll(Duplicates.find(scene));
        all.sort(Comparator.comparingLong(Finding::bytes).reversed());
        return new Waste(all);
    }

    /** Bytes that a change of the Dockerfile would save. */
    public long bytes() {
        long bytes = 0;
        for (Finding finding : findings) {
            bytes += finding.base() ? 0 : finding.bytes();
        }
        return bytes;
    }

    /** Bytes that only another base image would save. */
    public long bytesOfBase() {
        long bytes = 0;
        for (Finding finding : findings) {
            bytes += finding.base() ? finding.bytes() : 0;
        }
        return bytes;
    }
}
