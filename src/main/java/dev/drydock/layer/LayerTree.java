package dev.drydock.layer;

import dev.drydock.io.ByteNames;
import dev.drydock.layer.LayerIndex.Found;
import dev.drydock.layer.LayerIndex.LowerLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes of what a layer lists the tree it is by itself, whatever is below. Whiteouts and opaques concern the layers below
 * alone, wherever in the layer they stand, so they come first. A directory over a directory takes the new metadata and keeps
 * the children; everything else replaces what is there, and hides what is below. A parent the layer does not describe stays
 * as it is below, or is made. A hard link is what its target was when it was made.
 */
final class LayerTree {

    private static final int ROOT = 0;

    private final LayerEntries listed;
    private final ByteChunks texts;
    private final TreeNodes nodes;
    private final List<LowerLink> links = new ArrayList<>();

    /** The nodes of directories by the numbers they have in what is listed, as far as they are known. */
    private final int[] directories;

    LayerTree(LayerEntries listed) {
        this.listed = listed;
        this.texts = listed.texts();
        this.nodes = new TreeNodes(texts, listed.count() + listed.directories().size());
        this.directories = new int[listed.directories().size()];
        Arrays.fill(directories, TreeNodes.NONE);
        hide();
        for (int i = 0; i < listed.count(); i++) {
            put(i);
        }
    }

    /** An opaque directory takes with it what was said before of what is in it. */
    private void hide() {
        Set<String> opaque = new HashSet<>(listed.opaques());
        for (String path : listed.whiteouts()) {
            if (!isWithin(path, opaque)) {
                whiteout(path);
            }
        }
        List<String> kept = new ArrayList<>();
        Set<String> later = new HashSet<>();
        for (int i = listed.opaques().size() - 1; i >= 0; i--) {
            String path = listed.opaques().get(i);
            if (!isWithin(path, later) && later.add(path)) {
                kept.add(path);
            }
        }
        for (String path : kept) {
            nodes.set(directory(path), TreeNodes.OPAQUE);
        }
    }

    private static boolean isWithin(String path, Set<String> directories) {
        if (directories.isEmpty()) {
            return false;
        }
        for (String p = path; !p.isEmpty(); ) {
            p = LayerNames.parent(p);
            if (directories.contains(p)) {
                return true;
            }
        }
        return false;
    }

    /** Makes no directory on the way, for there need be none below. */
    private void whiteout(String path) {
        int node = ROOT;
        for (String part : path.split("/")) {
            byte[] name = ByteNames.encode(part);
            int child = nodes.child(node, name);
            node = child == TreeNodes.NONE ? nodes.add(node, texts.addText(name), 0) : child;
        }
        nodes.set(node, TreeNodes.HIDES);
    }

    private void put(int position) {
        IndexSource name = texts.at(listed.name(position));
        byte[] bytes = name.bytes(name.count());
        int body = listed.body(position);
        IndexSource in = texts.at(body);
        in.count();
        int flags = in.octet();
        boolean directory = IndexRow.isDirectory(flags);
        String path = listed.directories().get(listed.parent(position));
        if (bytes.length == 0) {
            if (directory) {
                nodes.describe(ROOT, body, TreeNodes.DIRECTORY);
            }
            return;
        }
        int kind = directory ? TreeNodes.DIRECTORY : TreeNodes.FILE;
        if (IndexRow.isHardLink(flags)) {
            int target = link(LayerNames.join(path, ByteNames.decode(bytes)), IndexRow.linkName(in, flags));
            body = target == TreeNodes.NONE ? body : nodes.body(target);
        }
        int parent = parent(listed.parent(position), path);
        int before = nodes.child(parent, bytes);
        if (before != TreeNodes.NONE && directory && !nodes.is(before, TreeNodes.FILE)) {
            nodes.describe(before, body, kind);
            return;
        }
        if (before != TreeNodes.NONE && !nodes.is(before, TreeNodes.FILE)) {
            Arrays.fill(directories, TreeNodes.NONE); // they may have been below
        }
        nodes.describe(
                nodes.add(parent, listed.name(position), before == TreeNodes.NONE ? 0 : TreeNodes.HIDES), body, kind);
    }

    private int parent(int number, String path) {
        if (directories[number] == TreeNodes.NONE) {
            directories[number] = directory(path);
        }
        return directories[number];
    }

    /** The directory at a path, made with its parents if it is missing or something else is in its place. */
    private int directory(String path) {
        int node = ROOT;
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            byte[] name = ByteNames.encode(path.substring(start, end));
            int child = nodes.child(node, name);
            if (child == TreeNodes.NONE || nodes.is(child, TreeNodes.FILE)) {
                child = nodes.add(node, texts.addText(name), child == TreeNodes.NONE ? 0 : TreeNodes.HIDES);
            }
            nodes.set(child, TreeNodes.IMPLICIT);
            node = child;
            start = end + 1;
        }
        return node;
    }

    /** The file that a link is a name of, in this layer as read so far; {@link TreeNodes#NONE} if it has to be looked for below. */
    private int link(String name, String linkName) {
        int target = ROOT;
        boolean below = true;
        for (String part : linkName.split("/")) {
            below &= target == TreeNodes.NONE
                    || !nodes.is(target, TreeNodes.OPAQUE) && !nodes.is(target, TreeNodes.FILE);
            target = target == TreeNodes.NONE ? target : nodes.child(target, ByteNames.encode(part));
            below &= target == TreeNodes.NONE || !nodes.is(target, TreeNodes.HIDES);
        }
        if (target != TreeNodes.NONE && nodes.is(target, TreeNodes.FILE)) {
            return target;
        }
        boolean directory = target != TreeNodes.NONE && nodes.isDirectory(target);
        links.add(new LowerLink(name, linkName, directory ? Found.DIRECTORY : below ? Found.BELOW : Found.NOTHING));
        return TreeNodes.NONE;
    }

    /** A directory whose rows are being written. */
    private static final class Open {
        private final int[] children;
        private final int begin;
        private int next;

        Open(int[] children, int begin) {
            this.children = children;
            this.begin = begin;
        }
    }

    /** The bytes that {@link #encode} makes. */
    private int room() {
        IndexSink links = new IndexSink();
        write(links);
        long room = LayerIndex.MAGIC.length + links.length() + 4L;
        for (int node = ROOT; node < nodes.count(); node++) {
            if (nodes.isCurrent(node)) {
                IndexSource name = texts.at(nodes.name(node));
                int begin = name.at();
                name.skip(name.count());
                int body = nodes.body(node) == TreeNodes.NONE
                        ? 1
                        : texts.at(nodes.body(node)).count();
                room += name.at() - begin + body + (nodes.is(node, TreeNodes.FILE) ? 0 : 5);
            }
        }
        return (int) Math.min(room, Integer.MAX_VALUE - 8);
    }

    byte[] encode() {
        IndexSink out = new IndexSink(room());
        out.bytes(LayerIndex.MAGIC);
        Deque<Open> open = new ArrayDeque<>();
        begin(out, ROOT, open);
        while (!open.isEmpty()) {
            Open directory = open.element();
            if (directory.next < directory.children.length) {
                begin(out, directory.children[directory.next++], open);
            } else {
                out.endLength(directory.begin);
                open.remove();
            }
        }
        write(out);
        return out.withChecksum();
    }

    private void write(IndexSink out) {
        out.number(links.size());
        for (LowerLink link : links) {
            out.text(ByteNames.encode(link.name()));
            out.text(ByteNames.encode(link.target()));
            out.octet(link.found().ordinal());
        }
    }

    private void begin(IndexSink out, int node, Deque<Open> open) {
        IndexSource name = texts.at(nodes.name(node));
        out.text(name.bytes(name.count()));
        int hides = nodes.is(node, TreeNodes.HIDES) ? IndexRow.HIDES : 0;
        if (nodes.body(node) != TreeNodes.NONE) {
            IndexSource body = texts.at(nodes.body(node));
            int length = body.count();
            out.octet(body.octet() | hides);
            out.bytes(texts.chunk(nodes.body(node)), body.skip(length - 1), length - 1);
        } else {
            out.octet((nodes.is(node, TreeNodes.IMPLICIT) ? IndexRow.IMPLICIT : IndexRow.NO_FILE) | hides);
        }
        if (!nodes.is(node, TreeNodes.FILE)) {
            out.octet(nodes.is(node, TreeNodes.OPAQUE) ? 1 : 0);
            open.push(new Open(nodes.children(node), out.beginLength()));
        }
    }
}
