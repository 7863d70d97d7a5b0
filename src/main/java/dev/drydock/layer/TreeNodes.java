package dev.drydock.layer;

import java.util.Arrays;

/**
 * The nodes of a {@link LayerTree} as numbers, 0 being the root: a layer may have hundreds of thousands, and an object with a map
 * for each would be half a kilobyte. Children are found by a hash table of all nodes.
 */
final class TreeNodes {

    /** A directory nobody describes. */
    static final int IMPLICIT = 1;

    static final int HIDES = 2;
    static final int OPAQUE = 4;

    /** Described, as anything but a directory. */
    static final int FILE = 8;

    /** Described, as a directory. */
    static final int DIRECTORY = 16;

    static final int NONE = -1;

    private final ByteChunks texts;
    private int count;
    private int[] parents;
    private int[] names;
    private int[] bodies;
    private int[] firsts;
    private int[] nexts;
    private byte[] flags;
    private int[] table;

    /**
     * @param texts holds names, each behind its length
     * @param expected so many nodes, about
     */
    TreeNodes(ByteChunks texts, int expected) {
        this.texts = texts;
        int capacity = expected + 16;
        parents = new int[capacity];
        names = new int[capacity];
        bodies = new int[capacity];
        firsts = new int[capacity];
        nexts = new int[capacity];
        flags = new byte[capacity];
        table = table(capacity);
        make(NONE, texts.addText(new byte[0]), IMPLICIT);
    }

    private static int[] table(int nodes) {
        int[] table = new int[Integer.highestOneBit(Math.max(16, nodes)) * 2];
        Arrays.fill(table, NONE);
        return table;
    }

    private int make(int parent, int name, int newFlags) {
        if (count == parents.length) {
            int capacity = count * 2;
            parents = Arrays.copyOf(parents, capacity);
            names = Arrays.copyOf(names, capacity);
            bodies = Arrays.copyOf(bodies, capacity);
            firsts = Arrays.copyOf(firsts, capacity);
            nexts = Arrays.copyOf(nexts, capacity);
            flags = Arrays.copyOf(flags, capacity);
            table = table(capacity);
            for (int node = 1; node < count; node++) {
                index(node);
            }
        }
        int node = count++;
        parents[node] = parent;
        names[node] = name;
        bodies[node] = NONE;
        firsts[node] = NONE;
        nexts[node] = NONE;
        flags[node] = (byte) newFlags;
        return node;
    }

    /** Enters a node into the table, in the place of an earlier one of its name. */
    private void index(int node) {
        IndexSource name = texts.at(names[node]);
        int length = name.count();
        table[slot(parents[node], texts.chunk(names[node]), name.skip(length), length)] = node;
    }

    /** Adds a child, in the place of what has its name. */
    int add(int parent, int name, int newFlags) {
        int node = make(parent, name, newFlags);
        index(node);
        nexts[node] = firsts[parent];
        firsts[parent] = node;
        return node;
    }

    /** @param name its bytes */
    int child(int parent, byte[] name) {
        return table[slot(parent, name, 0, name.length)];
    }

    /** Where the node of a name is, or the free slot it is to have. */
    private int slot(int parent, byte[] bytes, int from, int length) {
        int hash = parent * 0x9E3779B9;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & table.length - 1;
        while (table[slot] != NONE && !is(table[slot], parent, bytes, from, length)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean is(int node, int parent, byte[] bytes, int from, int length) {
        if (parents[node] != parent) {
            return false;
        }
        IndexSource name = texts.at(names[node]);
        int other = name.count();
        int begin = name.skip(other);
        return Arrays.equals(texts.chunk(names[node]), begin, begin + other, bytes, from, from + length);
    }

    int compareNames(int a, int b) {
        IndexSource name = texts.at(names[a]);
        int aLength = name.count();
        int aBegin = name.skip(aLength);
        IndexSource other = texts.at(names[b]);
        int bLength = other.count();
        int bBegin = other.skip(bLength);
        return Arrays.compareUnsigned(
                texts.chunk(names[a]), aBegin, aBegin + aLength, texts.chunk(names[b]), bBegin, bBegin + bLength);
    }

    int count() {
        return count;
    }

    /** The address of its name. */
    int name(int node) {
        return names[node];
    }

    boolean is(int node, int flag) {
        return (flags[node] & flag) != 0;
    }

    void set(int node, int flag) {
        flags[node] |= (byte) flag;
    }

    /** @param body address of what describes it */
    void describe(int node, int body, int kind) {
        bodies[node] = body;
        flags[node] |= (byte) kind;
    }

    /** The address of what describes it, or {@link #NONE}. */
    int body(int node) {
        return bodies[node];
    }

    boolean isDirectory(int node) {
        return is(node, DIRECTORY) || !is(node, FILE) && is(node, IMPLICIT);
    }

    /** The children, of each name the last, in byte order. */
    int[] children(int parent) {
        int length = 0;
        for (int child = firsts[parent]; child != NONE; child = nexts[child]) {
            length += isCurrent(child) ? 1 : 0;
        }
        int[] all = new int[length];
        for (int child = firsts[parent]; child != NONE; child = nexts[child]) {
            if (isCurrent(child)) {
                all[--length] = child; // the last one comes first
            }
        }
        sort(all);
        return all;
    }

    /** Whether no other has taken its place since; what is below it need not be told by that. */
    boolean isCurrent(int node) {
        if (node == 0) {
            return true;
        }
        IndexSource name = texts.at(names[node]);
        int length = name.count();
        return table[slot(parents[node], texts.chunk(names[node]), name.skip(length), length)] == node;
    }

    /** Most come in order. */
    private void sort(int[] nodes) {
        boolean ordered = true;
        for (int i = 1; i < nodes.length && ordered; i++) {
            ordered = compareNames(nodes[i - 1], nodes[i]) < 0;
        }
        if (!ordered) {
            Integer[] boxed = new Integer[nodes.length];
            Arrays.setAll(boxed, i -> nodes[i]);
            Arrays.sort(boxed, this::compareNames);
            Arrays.setAll(nodes, i -> boxed[i]);
        }
    }
}
