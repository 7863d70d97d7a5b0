package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts selected files and directories where a step wants them, by the rules of COPY. */
final class Copier {

    private final Staging staging;
    private final Metadata metadata;

    Copier(Staging staging, Metadata metadata) {
        this.staging = staging;
        this.metadata = metadata;
    }

    /**
     * @param destination clean; links in it, the last part included, are followed
     * @param intoDirectory it was written as a directory
     */
    void copy(Selection selection, String destination, boolean intoDirectory) throws IOException {
        TarEntry source = selection.node().entry();
        makeDirectories(staging.follow("", intoDirectory ? destination : RootedPaths.parent(destination)), selection);
        String target = staging.follow("", destination);
        Inode there = staging.get(target);
        boolean below = there != null && (source.isDirectory() ? !selection.contentsOnly() : there.isDirectory());
        if (below) {
            target = RootedPaths.join(target, selection.name());
        }
        boolean contents = source.isDirectory() && selection.contentsOnly() && there == null;
        makeDirectories(contents ? target : RootedPaths.parent(target), selection);
        var tree = new OneTree(selection, target);
        if (source.isDirectory()) {
            tree.copyDirectory();
        } else {
            tree.put(selection.node(), target);
        }
    }

    private void makeDirectories(String path, Selection selection) {
        var modified = selection.node().entry().modified();
        boolean lasting = selection.tree().keepsTimes();
        staging.makeDirectories(path, metadata.madeDirectory(modified, lasting), metadata.isOwned());
    }

    /** The copy of one selection; names of one file that are in it become names of one file again. */
    private final class OneTree {
        private final Selection selection;
        private final String target;
        private final Map<String, Inode> byIdentity = new HashMap<>();

        OneTree(Selection selection, String target) {
            this.selection = selection;
            this.target = target;
        }

        /** A directory that is there keeps its own metadata; one that is not was made, or is made like the source. */
        void copyDirectory() throws IOException {
            SourceNode top = selection.node();
            Inode there = staging.get(target);
            if (there == null) {
                staging.put(target, inode(top));
            } else if (!there.isDirectory()) {
                throw notADirectory(target, top.path());
            }
            for (TreeWalk.Found found : TreeWalk.walk(selection.tree(), top.path(), selection.filter())) {
                String path = RootedPaths.join(target, found.relative());
                if (found.node().entry().isDirectory()) {
                    putDirectory(found.node(), path, found.onTheWay());
                } else {
                    put(found.node(), path);
                }
            }
        }

        private void putDirectory(SourceNode node, String path, boolean onTheWay) throws IOException {
            Inode there = staging.get(path);
            if (there == null) {
                staging.put(path, inode(node));
            } else if (!there.isDirectory()) {
                throw notADirectory(path, node.path());
            } else if (!selection.tree().changesDirectory(node)) {
                return;
            } else if (onTheWay) {
                there.mode = node.entry().mode();
                staging.put(path, there);
            } else {
                Inode copied = inode(node);
                Map<String, byte[]> own = copied.xattrs;
                copied.xattrs = there.xattrs;
                copied.addXattrs(own);
                staging.put(path, copied);
            }
        }

        void put(SourceNode node, String path) throws IOException {
            Inode there = staging.get(path);
            if (there != null && there.isDirectory()) {
                throw BuildFailure.ofBuild(
                        "/" + path + " is a directory and cannot be replaced by the file /" + node.path(),
                        "Remove the directory in an earlier step, or choose another destination.");
            }
            String identity = node.identity();
            Inode known = identity.isEmpty() ? null : byIdentity.get(identity);
            if (known == null) {
                known = inode(node);
                if (!identity.isEmpty()) {
                    byIdentity.put(identity, known);
                }
            }
            staging.put(path, known);
        }

        private Inode inode(SourceNode node) throws IOException {
            TarEntry entry = node.entry();
            boolean hasContent = entry.isFile() && entry.size() > 0;
            Inode.@Nullable Content content = hasContent ? new Inode.Content.OfTree(selection.tree(), node) : null;
            TarEntry described = metadata.of(entry, selection.tree().keepsTimes());
            Instant decided = selection.tree().decidedTime(node);
            var inode = new Inode(decided == null ? described : described.withModified(decided), content);
            inode.xattrs = selection.tree().xattrs(node);
            return inode;
        }
    }

    private static BuildFailure notADirectory(String path, String source) {
        return BuildFailure.ofBuild(
                "/" + path + " is not a directory, so the directory /" + source + " cannot be copied to it",
                "Remove the file or link in an earlier step, or choose another destination.");
    }
}
