package dev.drydock.report.content;

import dev.drydock.image.Digest;
import dev.drydock.layer.LayerIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of all layers of an image in columns. A row is a directory, one for each path, or a file of one layer: a path that
 * three layers have has three rows. Row 0 is the root, and a directory comes before what is in it. Immutable.
 */
public final class FileTable {

    private final Columns columns;
    private final int layers;

    FileTable(Columns columns, int layers) {
        this.columns = columns;
        this.layers = layers;
    }

    /** @param lowestFirst the layers, numbered from 0 in this table */
    public static FileTable of(List<LayerIndex> lowestFirst) {
        FileTableBuilder builder = new FileTableBuilder();
        for (LayerIndex layer : lowestFirst) {
            builder.add(layer);
        }
        return builder.build();
    }

    public int size() {
        return columns.size();
    }

    public int layers() {
        return layers;
    }

    /** The row of the directory it is in; that of the root is 0. */
    public int parent(int row) {
        return columns.parent[row];
    }

    /** The last part of its path; "" for the root. */
    public String name(int row) {
        return columns.name[row];
    }

    /** Without a leading slash; "" for the root. */
    public String path(int row) {
        if (row == 0) {
            return "";
        }
        String directory = path(parent(row));
        return directory.isEmpty() ? name(row) : directory + "/" + name(row);
    }

    public FileKind kind(int row) {
        return columns.kind[row];
    }

    /** Bytes of a file's content; 0 for everything else, further names of a file included. */
    public long size(int row) {
        return columns.size[row];
    }

    /** The layer that has it; of a directory the first. */
    public int layer(int row) {
        return columns.layer[row];
    }

    public Fate fate(int row) {
        return columns.fate[row];
    }

    /** The layer that replaces or deletes it; -1 if it is visible. */
    public int goneIn(int row) {
        return columns.goneIn[row];
    }

    public boolean visible(int row) {
        return columns.fate[row] == Fate.VISIBLE;
    }

    /** Digest of a file's bytes, or those of the file it is another name of if that is in the same layer. */
    public @Nullable Digest content(int row) {
        return columns.content[row];
    }

    /** Where the content of a file is in its layer, see {@link dev.drydock.layer.FileTree.Node#position}; -1 unknown. */
    public int position(int row) {
        return columns.position[row];
    }

    /** The row whose bytes a hard link shares; the row itself for everything else. */
    public int original(int row) {
        return columns.original[row];
    }

    /** The layer that first had a file with its content at its path, if those between only stored it again. */
    public int broughtBy(int row) {
        int first = row;
        int before = columns.before[row];
        while (before >= 0 && columns.fate[before] == Fate.REPEATED && columns.goneIn[before] == columns.layer[first]) {
            first = before;
            before = columns.before[before];
        }
        return columns.layer[first];
    }

    /** Bytes of the content of all files of a layer, as its tar has them without headers. */
    public long bytesOf(int layer) {
        long bytes = 0;
        for (int row = 0; row < size(); row++) {
            bytes += layer(row) == layer ? size(row) : 0;
        }
        return bytes;
    }

    /** How many files and links a layer has, directories not counted. */
    public int filesOf(int layer) {
        int files = 0;
        for (int row = 0; row < size(); row++) {
            files += layer(row) == layer && kind(row) != FileKind.DIRECTORY ? 1 : 0;
        }
        return files;
    }
}
