package dev.drydock.context;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What the file system says of a file's state: as long as it is equal, so is the content. Times are in nanoseconds since
 * 1970.
 *
 * @param path absolute, on this machine; where names are not readable as text, percent-encoded
 * @param inode and device: 0 where the system has none
 * @param changed when content or metadata last changed (ctime), which programs cannot set back; 0 where the system does
 *     not tell
 */
public record FileStamp(String path, long size, long modified, long changed, long inode, long device) {

    /** Of what is at a path now, following no link. @throws IOException also if there is nothing */
    public static FileStamp of(Path host) throws IOException {
        return HostFile.read(host, "").stamp();
    }
}
