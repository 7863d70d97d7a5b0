package dev.drydock.run.root;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files of an upper directory as the entries of a layer.
 *
 * @param start of the run: files modified then or later get the timestamp
 * @param timestamp null keeps all times
 */
record Descriptions(Instant start, @Nullable Instant timestamp) {

    /** For files whose times have been set already. */
    static final Descriptions AS_THEY_ARE = new Descriptions(Instant.MAX, null);

    TarEntry of(Directory directory, String name, String path, FileStatus status) throws IOException {
        return withoutAttributes(directory, name, path, status)
                .xattrs(Xattrs.ofLayer(directory, name))
                .build();
    }

    /** The same without extended attributes, which an open file has to be asked for. */
    TarEntry.Builder withoutAttributes(Directory directory, String name, String path, FileStatus status)
            throws IOException {
        var type = type(status);
        boolean device = type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
        return TarEntry.of(path, type)
                .mode(status.permissions())
                .owner(Integer.toUnsignedLong(status.uid()), Integer.toUnsignedLong(status.gid()))
                .size(status.isRegular() ? status.size() : 0)
                .modified(time(status.modified()))
                .linkName(status.isSymlink() ? directory.symlinkTarget(name) : "")
                .device(device ? status.deviceMajor() : 0, device ? status.deviceMinor() : 0);
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

    /** The modification time it has in the layer. */
    Instant time(Instant modified) {
        Instant given = timestamp != null && !modified.isBefore(start) ? timestamp : modified;
        return given.truncatedTo(ChronoUnit.SECONDS);
    }
}
