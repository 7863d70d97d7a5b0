package dev.drydock.report.waste;

import dev.drydock.image.Digest;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files with the same content. The first copy is needed, the others are not. */
final class Duplicates {

    /** Smaller files are not worth a line in a Dockerfile: a block of most file systems. */
    private static final long SMALLEST = 4096;

    /** Nor are copies that take no more than this together. */
    private static final long LEAST = 50_000;

    private Duplicates() {}

    static List<Finding> find(WasteScene scene) {
        FileTable files = scene.files;
        Map<Digest, List<Integer>> copies = new LinkedHashMap<>();
        for (int row = 0; row < files.size(); row++) {
            Digest content = files.content(row);
            if (content != null && files.size(row) >= SMALLEST && scene.open(row)) {
                copies.computeIfAbsent(content, c -> new ArrayList<>()).add(row);
            }
        }
        List<Finding> all = new ArrayList<>();
        for (List<Integer> rows : copies.values()) {
            if ((rows.size() - 1) * files.size(rows.get(0)) >= LEAST) {
                all.add(finding(scene, rows));
            }
        }
        return all;
    }

    private static Finding finding(WasteScene scene, List<Integer> rows) {
        FileTable files = scene.files;
        int first = rows.get(0);
        int last = rows.get(rows.size() - 1);
        int layer = files.layer(last);
        ReportLayer changed = scene.layer(files.broughtBy(last));
        String what = rows.size() + " files with the content of /" + files.path(first);
        String advice = changed.base()
                ? "They come with the base image."
                : "Copy it once in " + changed.title()
                        + ", and make links for the others: RUN ln, or symbolic links in what is copied.";
        return scene.finding(
                WasteKind.DUPLICATE, what, layer, layer, files.size(first) * (rows.size() - 1), rows, advice);
    }
}
