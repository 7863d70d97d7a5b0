package dev.drydock.report.waste;

import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** The image that waste is looked for in, and which of its files are wasted already. */
final class WasteScene {

    final FileTable files;
    private final List<ReportLayer> layers;
    private final BitSet counted = new BitSet();

    WasteScene(FileTable files, List<ReportLayer> layers) {
        this.files = files;
        this.layers = layers;
    }

    ReportLayer layer(int number) {
        return layers.get(number);
    }

    /** Whether a container sees the bytes of a row, and no finding has them. */
    boolean open(int row) {
        return files.size(row) > 0 && files.visible(row) && !counted.get(row);
    }

    /**
     * A finding of these rows, which no other finding will have.
     *
     * @param bytes that would be saved
     */
    Finding finding(
            WasteKind kind, String what, int layer, int causedBy, long bytes, List<Integer> rows, String advice) {
        rows.forEach(counted::set);
        List<Integer> largestFirst = new ArrayList<>(rows);
        largestFirst.sort(
                Comparator.comparingLong((Integer row) -> files.size(row)).reversed());
        return new Finding(kind, what, layer, causedBy, layer(layer).base(), bytes, largestFirst, advice);
    }

    /** As {@link #finding}, all bytes of the rows being wasted. */
    Finding finding(WasteKind kind, String what, int layer, int causedBy, List<Integer> rows, String advice) {
        long bytes = 0;
        for (int row : rows) {
            bytes += files.size(row);
        }
        return finding(kind, what, layer, causedBy, bytes, rows, advice);
    }
}
