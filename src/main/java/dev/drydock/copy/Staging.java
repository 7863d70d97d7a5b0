package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A stage's root and, over it, what a step has put there so far. Paths are clean and exact: callers follow links with
 * {@link #follow}. The root itself always is a directory and is never changed.
 */
final class Staging implements Links.Tree {

    private static final int LONGEST_PATH = 4096;
    private static final int SET_GROUP_ID = 02000;

    private final LayeredTree base;
    private final NavigableMap<String, Inode> added = new TreeMap<>(ByteNames.BYTE_ORDER);
    private final NavigableSet<String> removed = new TreeSet<>(ByteNames.BYTE_ORDER);
    private final List<Graft> grafts = new ArrayList<>();

    Staging(LayeredTree base) {
        this.base = base;
    }

    /** The file at a path, or null. Changing it has an effect only after it was {@link #put}. */
    @Nullable
    Inode get(String path) {
        Inode here = added.get(path);
        if (here == null && !grafts.isEmpty()) {
            here = grafted(path);
        }
        if (here != null) {
            return here;
        }
        SourceNode below = hidden(path) ? null : base.get(path);
        return below == null ? null : inode(below);
    }

    private @Nullable Inode grafted(String path) {
        try {
            Inode found = null;
            for (int i = grafts.size() - 1; i >= 0 && found == null; i--) {
                found = grafts.get(i).get(path);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether that path was put, rather than being one of the base or nothing. */
    boolean isPut(String path) {
        boolean put = added.containsKey(path);
        for (Graft graft : grafts) {
            put = put || graft.puts(path);
        }
        return put;
    }

    /** Puts everything of a graft; where something else was put on top of it afterwards, that counts. */
    void graft(Graft graft) {
        grafts.add(graft);
    }

    /** A graft about to be put has something else at this path. */
    void replaced(String path) {
        added.remove(path);
    }

    /** In the order they were put. */
    List<Graft> grafts() {
        return grafts;
    }

    private Inode inode(SourceNode node) {
        return new Inode(node.entry(), node.hasContent() ? new Inode.Content.OfTree(base, node) : null);
    }

    /** Whether the path, or a directory above it, was removed from the base. */
    private boolean hidden(String path) {
        if (removed.isEmpty()) {
            return false;
        }
        for (String p = path; !p.isEmpty(); p = RootedPaths.parent(p)) {
            if (removed.contains(p)) {
                return true;
            }
        }
        return false;
    }

    /** Puts a file at a path, or one more name for it. An entry that was there must not be a directory unless this is one. */
    void put(String path, Inode inode) {
        checkLength(path);
        added.put(path, inode);
    }

    /** Nothing on Linux has a longer path, but an archive can say so; a thousand levels would cost a thousand times. */
    static void checkLength(String path) {
        if (path.length() > LONGEST_PATH) {
            throw BuildFailure.ofBuild(
                    "the path /" + path.substring(0, 60) + "... has more than " + LONGEST_PATH + " characters",
                    "No path on Linux may be so long: give the files a shorter destination.");
        }
    }

    /** Removes a path and all below it. */
    void remove(String path) {
        if (!grafts.isEmpty()) {
            throw new IllegalStateException("what was grafted cannot be removed");
        }
        if (!hidden(path) && base.get(path) != null) {
            removed.add(path);
        }
        added.remove(path);
        added.subMap(path + "/", true, path + "0", false).clear(); // '0' comes after '/'
    }

    /** Where a path leads, all links followed inside the given directory as if that were the root. */
    String follow(String directory, String path) {
        return Links.follow(this, directory, path);
    }

    /** The same, the last part taken as it is. */
    String followParent(String directory, String path) {
        return Links.followParent(this, directory, path);
    }

    @Override
    public @Nullable TarEntry at(String path) {
        Inode inode = get(path);
        return inode == null ? null : inode.entry(path);
    }

    /**
     * Makes a directory and those above it that are missing.
     *
     * @param path links followed already
     * @param made describes one of them, but for its name; in one with the set-group-ID bit it gets that bit too
     * @param owned whether that says who owns it; if not, it belongs to the group of a directory with that bit
     * @throws BuildFailure if something there is no directory
     */
    void makeDirectories(String path, TarEntry made, boolean owned) {
        List<String> missing = new ArrayList<>();
        String there = path;
        for (; !there.isEmpty() && get(there) == null; there = RootedPaths.parent(there)) {
            missing.add(there);
        }
        Inode here = get(there);
        if (here != null && !here.isDirectory()) {
            throw BuildFailure.ofBuild(
                    "/" + there + " is not a directory",
                    "Choose another destination, or remove the file in an earlier step.");
        }
        for (int i = missing.size() - 1; i >= 0; i--) {
            Inode directory = new Inode(made.withName(missing.get(i)), null);
            Inode above = get(RootedPaths.parent(missing.get(i)));
            if (above != null && (above.mode & SET_GROUP_ID) != 0) {
                directory.mode |= SET_GROUP_ID;
                directory.gid = owned ? directory.gid : above.gid;
            }
            put(missing.get(i), directory);
        }
    }

    /** All files that were put one by one, by path in byte order. */
    NavigableMap<String, Inode> added() {
        return added;
    }

    /** Whether the base has a directory at a path put as one that is no longer to be seen through it. */
    boolean replacesDirectory(String path) {
        return removed.contains(path) && !hidden(RootedPaths.parent(path)) && isBaseDirectory(path);
    }

    private boolean isBaseDirectory(String path) {
        SourceNode node = base.get(path);
        return node != null && node.entry().isDirectory();
    }

    /**
     * A directory of the base as it is there.
     *
     * @throws IllegalStateException if there is none
     */
    TarEntry baseDirectory(String path) {
        SourceNode node = base.get(path);
        if (node == null || !node.entry().isDirectory()) {
            throw new IllegalStateException("not a directory of the base: " + path);
        }
        return node.entry();
    }
}
