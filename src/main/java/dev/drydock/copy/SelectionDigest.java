package dev.drydock.copy;

import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One digest over what a step takes from its sources. Covers, for each file in the order of the copy: its path below what
 * is copied, type, mode and owner as they will be, link target, device numbers, content and extended attributes, and which
 * names are one file; for each source: what it is called and whether it may be unpacked. Never times, nor where the files
 * were.
 */
final class SelectionDigest {

    private final Metadata metadata;
    private final int atOnce;
    private final MessageDigest sum = Digest.newSha256();
    private final DataOutputStream out = new DataOutputStream(
            new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sum)));

    private SelectionDigest(Metadata metadata, int atOnce) {
        this.atOnce = atOnce;
        this.metadata = metadata;
    }

    /** @param atOnce so many files have their contents read together */
    static Digest of(List<Selection> selections, Metadata metadata, int atOnce)
            throws IOException, InterruptedException {
        var digest = new SelectionDigest(metadata, atOnce);
        for (Selection selection : selections) {
            digest.add(selection);
        }
        digest.out.flush();
        return Digest.ofSha256(digest.sum.digest());
    }

    private void add(Selection selection) throws IOException, InterruptedException {
        SourceNode top = selection.node();
        boolean directory = top.entry().isDirectory();
        List<TreeWalk.Found> items = new ArrayList<>();
        if (!directory || !selection.contentsOnly()) {
            items.add(new TreeWalk.Found(top, "", false));
        }
        List<TreeWalk.Found> few =
                directory ? TreeWalk.few(selection.tree(), top.path(), selection.filter(), atOnce) : List.of();
        if (few != null) {
            items.addAll(few);
        }
        text(selection.name());
        if (!selection.tree().changesDirectories()) {
            text("/keeps directories");
        }
        out.writeBoolean(selection.unpack());
        out.writeBoolean(selection.contentsOnly());
        out.writeBoolean(directory);
        if (few != null) {
            out.writeInt(items.size());
            RepeatedNames names = new RepeatedNames();
            for (TreeWalk.Found item : items) {
                names.note(item.node());
            }
            add(selection.tree(), items, names);
        } else {
            new Many(selection, items).add();
        }
    }

    private void add(SourceTree tree, List<TreeWalk.Found> items, RepeatedNames names)
            throws IOException, InterruptedException {
        Map<String, Digest> contents = contents(tree, items);
        for (TreeWalk.Found item : items) {
            add(item, contents, names);
        }
    }

    /** More than are to be in memory at once: they are counted first, and then come in portions. */
    private final class Many implements TreeWalk.Visitor {
        private final Selection selection;
        private final List<TreeWalk.Found> items;
        private final RepeatedNames names = new RepeatedNames();
        private int count;
        private boolean counted;

        /** @param items those that come before, and then a portion */
        Many(Selection selection, List<TreeWalk.Found> items) {
            this.selection = selection;
            this.items = items;
            this.count = items.size();
        }

        void add() throws IOException, InterruptedException {
            walk();
            counted = true;
            out.writeInt(count);
            walk();
            portion();
        }

        private void walk() throws IOException {
            TreeWalk.walk(selection.tree(), selection.node().path(), selection.filter(), this);
        }

        @Override
        public void found(TreeWalk.Found found) throws IOException {
            if (!counted) {
                count++;
                names.note(found.node());
                return;
            }
            items.add(found);
            if (items.size() >= atOnce) {
                try {
                    portion();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while files were read");
                }
            }
        }

        private void portion() throws IOException, InterruptedException {
            SelectionDigest.this.add(selection.tree(), items, names);
            items.clear();
        }
    }

    private static Map<String, Digest> contents(SourceTree tree, List<TreeWalk.Found> items)
            throws IOException, InterruptedException {
        List<SourceNode> withContent = new ArrayList<>();
        for (TreeWalk.Found item : items) {
            if (item.node().entry().isFile() || item.node().entry().isDirectory()) {
                withContent.add(item.node());
            }
        }
        return tree.digests(withContent);
    }

    private void add(TreeWalk.Found item, Map<String, Digest> contents, RepeatedNames names) throws IOException {
        SourceNode node = item.node();
        TarEntry entry = metadata.of(node.entry(), false);
        text(item.relative());
        out.writeBoolean(item.onTheWay());
        text(entry.type().name());
        out.writeInt(item.onTheWay() ? node.entry().mode() : entry.mode());
        out.writeInt(entry.mode());
        out.writeLong(entry.uid());
        out.writeLong(entry.gid());
        out.writeLong(entry.size());
        text(entry.linkName());
        out.writeInt(entry.devMajor());
        out.writeInt(entry.devMinor());
        Digest content = contents.get(node.path());
        text(content == null ? "" : content.toString());
        String first = names.first(node, item.relative());
        text(first == null ? "" : "/" + first);
    }

    private void text(String text) throws IOException {
        byte[] bytes = ByteNames.encode(text);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
