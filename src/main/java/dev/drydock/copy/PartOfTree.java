package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.io.ByteNames;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that were chosen from a tree: one bit for each name in a directory that has any of them, since there may be hundreds of
 * thousands. Not thread-safe.
 */
final class PartOfTree implements TreeView {

    private final SourceTree tree;
    private final Map<String, BitSet> chosen = new HashMap<>();

    PartOfTree(SourceTree tree) {
        this.tree = tree;
    }

    /** @param path of the tree, other than its root */
    void choose(String path) {
        String directory = RootedPaths.parent(path);
        BitSet here = chosen.get(directory);
        if (here == null) {
            here = new BitSet();
            chosen.put(directory, here);
        }
        here.set(position(tree.children(directory), path));
    }

    private static int position(List<String> names, String path) {
        return Collections.binarySearch(names, RootedPaths.name(path), ByteNames.BYTE_ORDER);
    }

    @Override
    public @Nullable SourceNode get(String path) {
        String directory = RootedPaths.parent(path);
        BitSet here = chosen.get(directory);
        if (here == null) {
            return null;
        }
        int position = position(tree.children(directory), path);
        return position >= 0 && here.get(position) ? tree.get(path) : null;
    }

    @Override
    public List<String> children(String directory) {
        BitSet here = chosen.get(directory);
        if (here == null) {
            return List.of();
        }
        return namesAt(tree.children(directory), here);
    }

    /** Some of the names, in their order. */
    static List<String> namesAt(List<String> names, BitSet chosen) {
        int[] positions = chosen.stream().toArray();
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return names.get(positions[index]);
            }

            @Override
            public int size() {
                return positions.length;
            }
        };
    }
}
