package dev.drydock.context;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file's state as the file system shows it: as long as it is equal, so is the content. Times are in nanoseconds since
 * 1970.
 *
 * @param path absolute, on this machine; where names are not readable as text, percent-encoded
 * @param inode or the time of creation where the system shows no inodes
 * @param device 0 where the system has none
 * @param changed when content or metadata last changed (ctime), which programs cannot set back; 0 where the system does
 *     not tell
 */
@StartUp
public record FileStamp(String path, long size, long modified, long changed, long inode, long device) {

    /**
     * Stamp of the file at a path now, following no link.
     *
     * @throws IOException also if there is nothing
     */
    public static FileStamp of(Path host) throws IOException {
        return HostFile.read(host, "").stamp();
    }

    /** Is shown one stamp after another. */
    public interface Visitor {
        void stamp(FileStamp stamp) throws IOException;
    }

    /**
     * Whether a change after a time, in nanoseconds since 1970, would surely change the stamp: file systems count time in steps,
     * and a file written twice within one looks the same. Whole seconds come from file systems that know no smaller step; FAT
     * counts in twos.
     */
    public boolean isSettled(long time) {
        long latest = Math.max(modified, changed);
        long step = latest % 1_000_000_000 == 0 ? 2_000_000_000L : 50_000_000L;
        return latest + step < time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileStamp stamp
                && size == stamp.size
                && modified == stamp.modified
                && changed == stamp.changed
                && inode == stamp.inode
                && device == stamp.device
                && path.equals(stamp.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + Long.hashCode(modified);
    }
}
