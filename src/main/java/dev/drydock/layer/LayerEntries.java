package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a layer lists, collected for its index: a few dozen bytes for each entry. An entry is the number of its directory, its name and
 * what describes it, as {@link IndexRow} has it; name and description are each behind their length.
 */
final class LayerEntries {

    private final ByteChunks texts = new ByteChunks();
    private final IndexSink sink = new IndexSink();
    private final List<String> directories = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> whiteouts = new ArrayList<>();
    private final List<String> opaques = new ArrayList<>();
    private int[] parents = new int[64];
    private int[] names = new int[64];
    private int[] bodies = new int[64];
    private int count;

    static LayerEntries of(LayerListing listing) {
        LayerEntries all = new LayerEntries();
        for (IndexEntry entry : listing.entries()) {
            all.add(entry.entry(), entry.content());
        }
        all.whiteouts.addAll(listing.whiteouts());
        all.opaques.addAll(listing.opaques());
        return all;
    }

    /** @param content digest of a regular file's bytes; else null */
    void add(TarEntry entry, @Nullable Digest content) {
        if (count == parents.length) {
            parents = Arrays.copyOf(parents, count * 2);
            names = Arrays.copyOf(names, count * 2);
            bodies = Arrays.copyOf(bodies, count * 2);
        }
        parents[count] = directory(LayerNames.parent(entry.name()));
        names[count] = texts.addText(ByteNames.encode(LayerNames.baseName(entry.name())));
        sink.clear();
        IndexRow.writeBody(sink, entry, content, count);
        bodies[count] = texts.addText(sink.toBytes());
        count++;
    }

    private int directory(String path) {
        // The one before is asked first: neighbours in a layer are mostly neighbours in the tree.
        int last = directories.size() - 1;
        if (last >= 0 && directories.get(last).equals(path)) {
            return last;
        }
        Integer known = numbers.putIfAbsent(path, last + 1);
        if (known != null) {
            return known;
        }
        directories.add(path);
        return last + 1;
    }

    void whiteout(String path) {
        whiteouts.add(path);
    }

    void opaque(String directory) {
        opaques.add(directory);
    }

    int count() {
        return count;
    }

    /** The number of the directory it is in. */
    int parent(int position) {
        return parents[position];
    }

    /** The address of its name. */
    int name(int position) {
        return names[position];
    }

    /** The address of what describes it. */
    int body(int position) {
        return bodies[position];
    }

    List<String> directories() {
        return directories;
    }

    ByteChunks texts() {
        return texts;
    }

    List<String> whiteouts() {
        return whiteouts;
    }

    List<String> opaques() {
        return opaques;
    }

    LayerIndex index() {
        return LayerIndex.of(this);
    }
}
