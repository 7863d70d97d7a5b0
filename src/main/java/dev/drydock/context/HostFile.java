package dev.drydock.context;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One file as the host shows it, following no link.
 *
 * @param entry named by its path in the context; owner 0:0 whoever owns it here; sockets appear as empty files
 * @param host where it is
 * @param links names this file has
 * @param canBeOpened a regular file or a directory: opening others may wait for ever, or do things
 */
@StartUp
record HostFile(TarEntry entry, Path host, FileStamp stamp, long links, boolean canBeOpened) {

    private static final String ATTRIBUTES = "unix:mode,size,nlink,ino,dev,rdev,lastModifiedTime,ctime";

    static HostFile read(Path host, String path) throws IOException {
        return isUnix(host) ? readUnix(host, path) : readPlain(host, path);
    }

    /** Whether files there have Unix modes. */
    static boolean isUnix(Path host) {
        return host.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static HostFile readUnix(Path host, String path) throws IOException {
        var stat = new Stat(Files.readAttributes(host, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
        int mode = (int) stat.number("mode");
        long rdev = stat.number("rdev");
        TarEntry.Type type = type(mode);
        boolean isDevice = type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
        boolean isRegular = (mode & 0170000) == 0100000;
        long size = isRegular ? stat.number("size") : 0;
        FileTime modified = stat.time("lastModifiedTime");
        var entry = TarEntry.of(path, type)
                .mode(type == TarEntry.Type.SYMLINK ? 0777 : mode & 07777)
                .size(size)
                .modified(modified.toInstant())
                .linkName(type == TarEntry.Type.SYMLINK ? HostNames.linkTarget(host) : "")
                .device(
                        isDevice ? (int) (rdev >> 8 & 0xfff | rdev >> 32 & ~0xfff) : 0,
                        isDevice ? (int) (rdev & 0xff | rdev >> 12 & 0xffff00) : 0)
                .build();
        var stamp = new FileStamp(
                HostNames.distinct(host),
                size,
                nanos(modified),
                nanos(stat.time("ctime")),
                stat.number("ino"),
                stat.number("dev"));
        return new HostFile(entry, host, stamp, stat.number("nlink"), isRegular || entry.isDirectory());
    }

    private record Stat(Map<String, Object> values) {
        long number(String name) {
            return ((Number) Objects.requireNonNull(values.get(name), name)).longValue();
        }

        FileTime time(String name) {
            return (FileTime) Objects.requireNonNull(values.get(name), name);
        }
    }

    private static TarEntry.Type type(int mode) {
        return switch (mode & 0170000) {
            case 0040000 -> TarEntry.Type.DIRECTORY;
            case 0120000 -> TarEntry.Type.SYMLINK;
            case 0020000 -> TarEntry.Type.CHARACTER_DEVICE;
            case 0060000 -> TarEntry.Type.BLOCK_DEVICE;
            case 0010000 -> TarEntry.Type.FIFO;
            default -> TarEntry.Type.FILE;
        };
    }

    /**
     * Without Unix modes everything is 0755, as the Docker client on Windows has it. The time of creation stands for the inode:
     * another file in the place of this one has another.
     */
    private static HostFile readPlain(Path host, String path) throws IOException {
        var stat = Files.readAttributes(host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Instant modified = stat.lastModifiedTime().toInstant();
        TarEntry entry = stat.isDirectory()
                ? TarEntry.directory(path, 0755, 0, 0, modified)
                : stat.isSymbolicLink()
                        ? TarEntry.symlink(path, HostNames.linkTarget(host), 0, 0, modified)
                        : TarEntry.file(path, 0755, 0, 0, stat.isRegularFile() ? stat.size() : 0, modified);
        var stamp = new FileStamp(
                HostNames.distinct(host),
                entry.size(),
                nanos(stat.lastModifiedTime()),
                0,
                nanos(stat.creationTime()),
                0);
        return new HostFile(entry, host, stamp, 1, stat.isRegularFile() || stat.isDirectory());
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** Whether there is content to read: a socket is an empty file to us but cannot be opened. */
    boolean hasContent() {
        return entry.isFile() && entry.size() > 0;
    }
}
