package dev.drydock.copy;

import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final MessageDigest sum = Digest.newSha256();
    private final DataOutputStream out = new DataOutputStream(
            new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sum)));

    private SelectionDigest(Metadata metadata) {
        this.metadata = metadata;
    }

    static Digest of(List<Selection> selections, Metadata metadata) throws IOException, InterruptedException {
        var digest = new SelectionDigest(metadata);
        for (Selection selection : selections) {
            digest.add(selection);
        }
        digest.out.flush();
        return Digest.ofSha256(digest.sum.digest());
    }

    private void add(Selection selection) throws IOException, InterruptedException {
        SourceNode top = selection.node();
        boolean topCounts = !top.entry().isDirectory() || !selection.contentsOnly();
        List<TreeWalk.Found> items = new ArrayList<>();
        if (topCounts) {
            items.add(new TreeWalk.Found(top, "", false));
        }
        if (top.entry().isDirectory()) {
            items.addAll(TreeWalk.walk(selection.tree(), top.path(), selection.filter()));
        }
        text(selection.name());
        if (!selection.tree().changesDirectories()) {
            text("/keeps directories");
        }
        out.writeBoolean(selection.unpack());
        out.writeBoolean(selection.contentsOnly());
        out.writeBoolean(top.entry().isDirectory());
        out.writeInt(items.size());
        Map<String, Digest> contents = contents(selection.tree(), items);
        Map<String, String> firstNames = new HashMap<>();
        for (TreeWalk.Found item : items) {
            add(item, contents, firstNames);
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

    private void add(TreeWalk.Found item, Map<String, Digest> contents, Map<String, String> firstNames)
            throws IOException {
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
        String first = node.identity().isEmpty() ? null : firstNames.putIfAbsent(node.identity(), item.relative());
        text(first == null ? "" : "/" + first);
    }

    private void text(String text) throws IOException {
        byte[] bytes = ByteNames.encode(text);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
