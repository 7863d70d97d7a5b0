package dev.drydock.report.content;

import dev.drydock.image.Digest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arrays of a {@link FileTable}, growing while it is built. */
final class Columns {

    int[] parent = new int[1024];
    String[] name = new String[1024];
    FileKind[] kind = new FileKind[1024];
    long[] size = new long[1024];
    int[] layer = new int[1024];
    Fate[] fate = new Fate[1024];
    int[] goneIn = new int[1024];

    @Nullable
    Digest[] content = new Digest[1024];

    int[] position = new int[1024];
    int[] original = new int[1024];
    int[] before = new int[1024];
    private int rows;

    int size() {
        return rows;
    }

    /**
     * A visible row with nothing in it yet but this.
     *
     * @return its number
     */
    int add(int directory, String itsName, FileKind itsKind, int itsLayer) {
        int row = rows++;
        if (row == parent.length) {
            grow(row * 2);
        }
        parent[row] = directory;
        name[row] = itsName;
        kind[row] = itsKind;
        layer[row] = itsLayer;
        fate[row] = Fate.VISIBLE;
        goneIn[row] = -1;
        position[row] = -1;
        original[row] = row;
        before[row] = -1;
        return row;
    }

    private void grow(int length) {
        parent = Arrays.copyOf(parent, length);
        name = Arrays.copyOf(name, length);
        kind = Arrays.copyOf(kind, length);
        size = Arrays.copyOf(size, length);
        layer = Arrays.copyOf(layer, length);
        fate = Arrays.copyOf(fate, length);
        goneIn = Arrays.copyOf(goneIn, length);
        content = Arrays.copyOf(content, length);
        position = Arrays.copyOf(position, length);
        original = Arrays.copyOf(original, length);
        before = Arrays.copyOf(before, length);
    }
}
