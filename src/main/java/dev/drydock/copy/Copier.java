package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts selected files and directories where a step wants them, by the rules of COPY. */
final class Copier {

    /** Each further one would make looking for a path slower. */
    private static final int MOST_GRAFTS = 16;

    private final Staging staging;
    private final Metadata metadata;
    private final int many;

    /** @param many a directory with more files is put as a whole: then nothing may be removed again */
    Copier(Staging staging, Metadata metadata, int many) {
        this.staging = staging;
        this.metadata = metadata;
        this.many = many;
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
    private final class OneTree implements Graft.Describer {
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
            boolean asOne = selection.tree().namesAgree() && staging.grafts().size() < MOST_GRAFTS;
            List<TreeWalk.Found> few =
                    TreeWalk.few(selection.tree(), top.path(), selection.filter(), asOne ? many : Integer.MAX_VALUE);
            if (few == null) {
                graft(top.path());
                return;
            }
            for (TreeWalk.Found found : few) {
                String path = RootedPaths.join(target, found.relative());
                if (found.node().entry().isDirectory()) {
                    putDirectory(found.node(), path, found.onTheWay(), null);
                } else {
                    put(found.node(), path);
                }
            }
        }

        /** Holds everything against what is there, and has it described when it is written. */
        private void graft(String top) throws IOException {
            SourceTree all = selection.tree();
            PartOfTree part = selection.filter().takesAll() ? null : new PartOfTree(all);
            Graft graft = new Graft(all, part == null ? all : part, top, target, this);
            TreeWalk.walk(all, top, selection.filter(), new TreeWalk.Visitor() {
                @Override
                public void found(TreeWalk.Found found) throws IOException {
                    if (part != null) {
                        part.choose(found.node().path());
                    }
                    String path = RootedPaths.join(target, found.relative());
                    Staging.checkLength(path);
                    if (found.node().entry().isDirectory()) {
                        putDirectory(found.node(), path, found.onTheWay(), graft);
                    } else {
                        checkNoDirectory(staging.get(path), path, found.node());
                        staging.replaced(path);
                        graft.put(found.node(), path);
                    }
                }
            });
            staging.graft(graft);
        }

        /** @param graft that the directory is part of, or null */
        private void putDirectory(SourceNode node, String path, boolean onTheWay, @Nullable Graft graft)
                throws IOException {
            Inode there = staging.get(path);
            if (there == null && graft != null) {
                graft.put(node, path);
            } else if (there == null) {
                staging.put(path, inode(node));
            } else if (!there.isDirectory()) {
                throw notADirectory(path, node.path());
            } else if (!selection.tree().changesDirectory(node)) {
                if (graft != null) {
                    graft.keep(path);
                }
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
            checkNoDirectory(staging.get(path), path, node);
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

        @Override
        public Inode inode(SourceNode node) throws IOException {
            TarEntry entry = node.entry();
            Inode.@Nullable Content content =
                    node.hasContent() ? new Inode.Content.OfTree(selection.tree(), node) : null;
            TarEntry described = metadata.of(entry, selection.tree().keepsTimes());
            Instant decided = selection.tree().decidedTime(node);
            var inode = new Inode(decided == null ? described : described.withModified(decided), content);
            inode.xattrs = selection.tree().xattrs(node);
            return inode;
        }
    }

    private static void checkNoDirectory(@Nullable Inode there, String path, SourceNode node) {
        if (there != null && there.isDirectory()) {
            throw BuildFailure.ofBuild(
                    "/" + path + " is a directory and cannot be replaced by the file /" + node.path(),
                    "Remove the directory in an earlier step, or choose another destination.");
        }
    }

    private static BuildFailure notADirectory(String path, String source) {
        return BuildFailure.ofBuild(
                "/" + path + " is not a directory, so the directory /" + source + " cannot be copied to it",
                "Remove the file or link in an earlier step, or choose another destination.");
    }
}
