package dev.drydock.copy;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files to copy from: a build context, the root of a stage or an image, a download. Paths are clean, "" being the
 * root ({@link dev.drydock.context.RootedPaths}), and exact: no symlink is followed. Does not change while in use.
 */
public interface SourceTree extends TreeView, Links.Tree {

    /** Takes content as it comes. */
    interface ContentVisitor {
        /**
         * @param number which file: its position in the list asked for
         * @param content the receiver need not read it all, nor close it
         */
        void visit(int number, InputStream content) throws IOException;
    }

    /** The file of that path, or null if there is none. The root is a directory in every tree. */
    @Override
    @Nullable
    SourceNode get(String path);

    /**
     * Where a path leads when all links on it are followed, inside this tree; there need be nothing.
     *
     * @throws dev.drydock.failure.BuildFailure if links lead in a circle
     */
    default String resolve(String path) {
        return Links.follow(this, "", path);
    }

    @Override
    default @Nullable TarEntry at(String path) {
        SourceNode node = get(path);
        return node == null ? null : node.entry();
    }

    /** Where a path was looked for that this tree has nothing at. */
    default MissingPath absence(String path) {
        return new MissingPath(
                "is not in the stage or image it is copied from",
                "The path is looked up from the root of the stage or image, not from its WORKDIR.");
    }

    /** Extended attributes, by full name; values are shared, do not change them. */
    Map<String, byte[]> xattrs(SourceNode node) throws IOException;

    /**
     * Digests of content and extended attributes, by path. Two files of one tree have equal digests if, and only if, both
     * are equal; files of different kinds of trees may hold the same and have different digests.
     */
    Map<String, Digest> digests(Collection<SourceNode> nodes) throws IOException, InterruptedException;

    /** SHA-256 of the content alone of a regular file, if the tree knows it without reading; else null. */
    default @Nullable Digest contentDigest(SourceNode file) throws IOException {
        return null;
    }

    /**
     * The content of regular files, one visit for each of the list, in an order of the tree's own that is the same every
     * time.
     */
    void read(List<SourceNode> files, ContentVisitor visitor) throws IOException;

    /** Whether {@link #read} of some files, and then of others, costs no more than of all at once. */
    default boolean readsOneByOne() {
        return false;
    }

    /** Opens one regular file; the caller closes. For many files of one tree {@link #read} is faster. */
    InputStream open(SourceNode file) throws IOException;

    /** Whether times in this tree are part of what it is, as in an image, and not of when someone wrote it here. */
    boolean keepsTimes();

    /**
     * Whether a directory of this tree gives its metadata to one that is already where it is copied to, as COPY has it.
     */
    default boolean changesDirectories() {
        return true;
    }

    /** The same of one directory, where a tree has both kinds. Its {@link #digests} tell such a directory apart. */
    default boolean changesDirectory(SourceNode directory) {
        return changesDirectories();
    }

    /** Whether names of one file say the same of it but for their paths. */
    default boolean namesAgree() {
        return true;
    }

    /**
     * The time a file has in the image whatever time a step gives to what it brings; null if it has none. It counts in {@link
     * #digests}.
     */
    default @Nullable Instant decidedTime(SourceNode node) {
        return null;
    }
}
