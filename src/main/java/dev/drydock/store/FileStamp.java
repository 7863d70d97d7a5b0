package dev.drydock.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a file that change when its content does. Times are in nanoseconds since the epoch.
 *
 * @param changed the inode's change time, which no program can set back; 0 where there is none
 * @param inode 0 where there is none
 */
public record FileStamp(long size, long modified, long changed, long inode) {

    /** Stamp of the file itself, no link followed. */
    public static FileStamp of(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> attributes =
                    Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
            if (attributes.get("size") instanceof Long size
                    && attributes.get("lastModifiedTime") instanceof FileTime modified
                    && attributes.get("ctime") instanceof FileTime changed
                    && attributes.get("ino") instanceof Long inode) {
                return new FileStamp(size, nanos(modified), nanos(changed), inode);
            }
        }
        var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new FileStamp(attributes.size(), nanos(attributes.lastModifiedTime()), 0, 0);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /**
     * Whether a change after now would surely change the stamp: file systems count time in steps, and a file written twice
     * within one looks the same.
     */
    boolean isSettled(Instant now) {
        long latest = Math.max(modified, changed);
        // Whole seconds come from file systems that know no smaller step; FAT counts in twos.
        long step = latest % 1_000_000_000 == 0 ? 2_000_000_000L : 50_000_000L;
        long nowNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        return nowNanos - latest > step;
    }

    // The generated methods would be put together at run time, for milliseconds.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileStamp stamp
                && size == stamp.size
                && modified == stamp.modified
                && changed == stamp.changed
                && inode == stamp.inode;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(modified) * 31 + Long.hashCode(inode);
    }
}
