package dev.drydock.run.root;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerNames;
import dev.drydock.layer.LayerWriter;
import dev.drydock.run.root.MergedDirectory.Found;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an upper directory of overlayfs as a layer: entries in the order of their names, directories before what is in
 * them, and with every change the directories it lies in. Afterwards the directory holds exactly what the layer says, as if
 * it had been unpacked from it: files that were only copied up are taken out, times are set.
 */
final class ChangeWriter {

    private final Directory upper;
    private final OverlayMarks marks;
    private final FileOwners owners;
    private final Instant start;
    private final @Nullable Instant timestamp;
    private final Map<Long, String> firstNames = new HashMap<>();
    private final ByteBuffer mine = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer theirs = ByteBuffer.allocateDirect(64 * 1024);

    /**
     * @param start of the run: files modified then or later get the timestamp
     * @param timestamp null keeps all times
     */
    ChangeWriter(Directory upper, OverlayMarks marks, FileOwners owners, Instant start, @Nullable Instant timestamp) {
        this.owners = owners;
        this.upper = upper;
        this.marks = marks;
        this.start = start;
        this.timestamp = timestamp;
    }

    /**
     * @param below what the changes were made to; null for nothing
     * @param rootBefore how the upper directory itself was
     * @return whether the layer says something of the root itself
     */
    boolean write(@Nullable MergedDirectory below, FileStatus rootBefore, LayerWriter writer) throws IOException {
        var root = owners.of(upper, ".", upper.status("."));
        var entry = entry(upper, ".", "", root);
        boolean changed =
                root.mode() != rootBefore.mode() || root.uid() != rootBefore.uid() || root.gid() != rootBefore.gid();
        if (changed) {
            writer.add(entry);
        }
        new Walk(writer).children(upper, below, "");
        settle(upper, ".", entry);
        return changed;
    }

    /** One pass; keeps the directories on the way down that are not written yet. */
    private final class Walk {

        private final LayerWriter writer;
        private final Deque<TarEntry> pending = new ArrayDeque<>();

        Walk(LayerWriter writer) {
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
                            && (before == null || changed(directory, name, status, before));
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
            var entry = entry(parent, name, path, status);
            pending.addLast(entry);
            boolean written = false;
            if (!replaces || opaque || !sameDirectory(parent, name, before, status)) {
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
            var entry = entry(directory, name, path, status);
            String first = status.links() > 1 ? firstNames.putIfAbsent(status.inode(), path) : null;
            if (first != null) {
                writer.add(entry.asHardLinkTo(first));
                return;
            }
            if (status.isRegular() && status.size() > 0) {
                try (var file = directory.file(name, OpenFlags.READ, 0)) {
                    writer.add(entry, new Input(file));
                }
            } else {
                writer.add(entry);
            }
            settle(directory, name, entry);
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

    private boolean sameDirectory(Directory parent, String name, @Nullable Found before, FileStatus status)
            throws IOException {
        return before != null
                && status.modified().equals(before.status().modified())
                && sameDescription(parent, name, status, before);
    }

    private boolean changed(Directory directory, String name, FileStatus status, Found found) throws IOException {
        var before = found.status();
        var below = found.directory();
        boolean same = status.type() == before.type()
                && status.size() == before.size()
                && status.links() == 1
                && status.modified().equals(before.modified())
                && status.deviceMajor() == before.deviceMajor()
                && status.deviceMinor() == before.deviceMinor()
                && sameDescription(directory, name, status, found)
                && (!status.isSymlink() || directory.symlinkTarget(name).equals(below.symlinkTarget(name)));
        return !same || status.isRegular() && !sameContent(directory, below, name);
    }

    private boolean sameDescription(Directory directory, String name, FileStatus now, Found before) throws IOException {
        var then = before.status();
        return now.mode() == then.mode()
                && now.uid() == then.uid()
                && now.gid() == then.gid()
                && Xattrs.equal(Xattrs.ofLayer(directory, name), Xattrs.ofLayer(before.directory(), name));
    }

    private boolean sameContent(Directory directory, Directory below, String name) throws IOException {
        try (var a = directory.file(name, OpenFlags.READ, 0);
                var b = below.file(name, OpenFlags.READ, 0)) {
            while (true) {
                fill(a, mine.clear());
                fill(b, theirs.clear());
                if (!mine.flip().equals(theirs.flip())) {
                    return false;
                }
                if (!mine.hasRemaining()) {
                    return true;
                }
            }
        }
    }

    private static void fill(OpenFile file, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && file.read(buffer) > 0) {
            // until it is full or the file ends
        }
    }

    private TarEntry entry(Directory directory, String name, String path, FileStatus status) throws IOException {
        var type = type(status);
        boolean device = type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
        return TarEntry.of(path, type)
                .mode(status.permissions())
                .owner(Integer.toUnsignedLong(status.uid()), Integer.toUnsignedLong(status.gid()))
                .size(status.isRegular() ? status.size() : 0)
                .modified(time(status.modified()))
                .linkName(status.isSymlink() ? directory.symlinkTarget(name) : "")
                .device(device ? status.deviceMajor() : 0, device ? status.deviceMinor() : 0)
                .xattrs(Xattrs.ofLayer(directory, name))
                .build();
    }

    private static TarEntry.Type type(FileStatus status) throws IOException {
        return switch (status.type()) {
            case FileStatus.REGULAR -> TarEntry.Type.FILE;
            case FileStatus.DIRECTORY -> TarEntry.Type.DIRECTORY;
            case FileStatus.SYMLINK -> TarEntry.Type.SYMLINK;
            case FileStatus.CHARACTER_DEVICE -> TarEntry.Type.CHARACTER_DEVICE;
            case FileStatus.BLOCK_DEVICE -> TarEntry.Type.BLOCK_DEVICE;
            case FileStatus.FIFO -> TarEntry.Type.FIFO;
            default -> throw new IOException("file of unknown type " + Integer.toOctalString(status.type()));
        };
    }

    private Instant time(Instant modified) {
        Instant given = timestamp != null && !modified.isBefore(start) ? timestamp : modified;
        return given.truncatedTo(ChronoUnit.SECONDS);
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

    /** The content of an open file, through one buffer for all files. */
    private final class Input extends InputStream {

        private final OpenFile file;

        Input(OpenFile file) {
            this.file = file;
            mine.clear().limit(0);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (!mine.hasRemaining()) {
                mine.clear();
                file.read(mine);
                mine.flip();
            }
            if (!mine.hasRemaining()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, mine.remaining());
            mine.get(bytes, offset, count);
            return count;
        }
    }
}
