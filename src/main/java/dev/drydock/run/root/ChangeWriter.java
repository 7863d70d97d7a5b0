package dev.drydock.run.root;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerNames;
import dev.drydock.layer.LayerWriter;
import dev.drydock.run.content.ChangeSink;
import dev.drydock.run.content.ReadAhead;
import dev.drydock.run.root.MergedDirectory.Found;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an upper directory of overlayfs as a layer, in one pass: entries in the order of their names, directories before what is in
 * them, and with every change the directories it lies in. Afterwards the directory holds exactly what the layer says, as if
 * it had been unpacked from it: files that were only copied up are taken out, times are set. Or does only that, for somebody who is
 * waiting for it.
 */
final class ChangeWriter {

    private final Directory upper;
    private final OverlayMarks marks;
    private final FileOwners owners;
    private final Descriptions descriptions;
    private final Comparison comparison = new Comparison();
    private final Map<Long, String> firstNames = new HashMap<>();

    /**
     * @param start of the run: files modified then or later get the timestamp
     * @param timestamp null keeps all times
     */
    ChangeWriter(Directory upper, OverlayMarks marks, FileOwners owners, Instant start, @Nullable Instant timestamp) {
        this.owners = owners;
        this.upper = upper;
        this.marks = marks;
        this.descriptions = new Descriptions(start, timestamp);
    }

    /**
     * @param below what the changes were made to; null for nothing
     * @param rootBefore how the upper directory itself was
     * @return whether the layer says something of the root itself
     */
    boolean write(@Nullable MergedDirectory below, FileStatus rootBefore, LayerWriter writer) throws IOException {
        try (var content = new ReadAhead(writer)) {
            boolean changed = write(below, rootBefore, ChangeSink.of(content));
            content.finish();
            settleRoot();
            return changed;
        }
    }

    /**
     * The same without a layer, reading only files that look as if they had not changed. The layer can be written by {@link SettledWriter}
     * then.
     */
    boolean settle(@Nullable MergedDirectory below, FileStatus rootBefore) throws IOException {
        boolean changed = write(below, rootBefore, ChangeSink.NOTHING);
        settleRoot();
        return changed;
    }

    private boolean write(@Nullable MergedDirectory below, FileStatus rootBefore, ChangeSink sink) throws IOException {
        var root = owners.of(upper, ".", upper.status("."));
        boolean changed =
                root.mode() != rootBefore.mode() || root.uid() != rootBefore.uid() || root.gid() != rootBefore.gid();
        if (changed) {
            sink.add(descriptions.of(upper, ".", "", root));
        }
        new Walk(sink).children(upper, below, "");
        return changed;
    }

    private void settleRoot() throws IOException {
        upper.setTimes(".", descriptions.time(upper.status(".").modified()));
    }

    /** One pass; keeps the directories on the way down that are not written yet. */
    private final class Walk {

        private final ChangeSink writer;
        private final Deque<TarEntry> pending = new ArrayDeque<>();

        Walk(ChangeSink writer) {
            this.writer = writer;
        }

        /** @return whether anything was written */
        boolean children(Directory directory, @Nullable MergedDirectory below, String path) throws IOException {
            boolean any = false;
            for (String name : directory.list()) {
                any |= child(directory, below, name, LayerNames.join(path, name));
            }
            return any;
        }

        private boolean child(Directory directory, @Nullable MergedDirectory below, String name, String path)
                throws IOException {
            var status = owners.of(directory, name, directory.status(name));
            var before = below == null ? null : owned(below.find(name), name);
            if (status.isDirectory()) {
                return directory(directory, below, name, path, status, before);
            }
            boolean wanted = status.isWhiteout()
                    ? before != null
                    : status.type() != FileStatus.SOCKET
                            && (before == null || comparison.isChanged(directory, name, status, before));
            if (!wanted) {
                removeKeepingTime(directory, name);
                return false;
            }
            writePending();
            if (status.isWhiteout()) {
                writer.whiteout(path);
            } else {
                file(directory, name, path, status);
            }
            return true;
        }

        private boolean directory(
                Directory parent,
                @Nullable MergedDirectory below,
                String name,
                String path,
                FileStatus status,
                @Nullable Found before)
                throws IOException {
            boolean replaces =
                    below != null && before != null && before.status().isDirectory();
            boolean opaque = marks.isOpaque(parent, name);
            var entry = descriptions.of(parent, name, path, status);
            pending.addLast(entry);
            boolean written = false;
            if (!replaces || opaque || !Comparison.isSameDirectory(parent, name, before, status)) {
                writePending();
                written = true;
            }
            if (opaque && replaces) {
                writer.opaque(path);
            } else if (opaque) {
                marks.makeTransparent(parent, name);
            }
            try (var child = parent.directory(name);
                    var childBelow = below != null && replaces && !opaque ? below.directory(name) : null) {
                written |= children(child, childBelow, path);
            }
            if (written) {
                settle(parent, name, entry);
            } else {
                pending.removeLast();
                removeKeepingTime(parent, name);
            }
            return written;
        }

        private void file(Directory directory, String name, String path, FileStatus status) throws IOException {
            String first = status.links() > 1 ? firstNames.putIfAbsent(status.inode(), path) : null;
            if (first != null) {
                writer.add(descriptions.of(directory, name, path, status).asHardLinkTo(first));
            } else if (status.isRegular() && status.size() > 0) {
                writer.file(
                        directory,
                        name,
                        descriptions.withoutAttributes(directory, name, path, status),
                        status,
                        descriptions.time(status.modified()));
            } else {
                var entry = descriptions.of(directory, name, path, status);
                writer.add(entry);
                settle(directory, name, entry);
            }
        }

        private void writePending() throws IOException {
            while (!pending.isEmpty()) {
                writer.add(pending.removeFirst());
            }
        }
    }

    private @Nullable Found owned(@Nullable Found found, String name) throws IOException {
        return found == null ? null : new Found(found.directory(), owners.of(found.directory(), name, found.status()));
    }

    private static void settle(Directory directory, String name, TarEntry entry) throws IOException {
        directory.setTimes(name, entry.modified());
    }

    /** Removes a file that is not in the layer from the snapshot as well. */
    private static void removeKeepingTime(Directory directory, String name) throws IOException {
        Instant before = directory.status(".").modified();
        directory.removeTree(name);
        directory.setModified(".", before);
    }
}
