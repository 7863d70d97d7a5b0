package dev.drydock.run.root;

import dev.drydock.run.root.MergedDirectory.Found;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.OpenFile;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Whether files of an upper directory differ from those below them: some were only copied up. Keeps its buffers; for one thread. */
final class Comparison {

    private static final int BUFFER = 64 * 1024;

    private final ByteBuffer mine = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer theirs = ByteBuffer.allocateDirect(BUFFER);

    /** Whether a directory is as it was, whatever has become of what is in it. */
    static boolean isSameDirectory(Directory parent, String name, @Nullable Found before, FileStatus status)
            throws IOException {
        return before != null
                && status.modified().equals(before.status().modified())
                && sameDescription(parent, name, status, before);
    }

    /** Whether anything but a directory is something else than it was. */
    boolean isChanged(Directory directory, String name, FileStatus status, Found found) throws IOException {
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

    private static boolean sameDescription(Directory directory, String name, FileStatus now, Found before)
            throws IOException {
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
}
