package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How a file was at some moment: what differs later if anybody touched it. The time of its last change is set by the kernel
 * and by nobody else; a file put in another's place has another inode, or a later birth where the number is used again.
 *
 * @param children of a directory, by name
 */
record TreeMark(long inode, Instant born, Instant changed, boolean isDirectory, Map<String, TreeMark> children) {

    /** The mark of a directory with all that is in it. */
    static TreeMark of(Directory directory) throws IOException {
        var children = new HashMap<String, TreeMark>();
        for (String name : directory.list()) {
            var status = directory.status(name);
            if (status.isDirectory()) {
                try (var child = directory.directory(name)) {
                    children.put(name, of(child));
                }
            } else {
                children.put(name, of(status, Map.of()));
            }
        }
        return of(directory.status("."), children);
    }

    private static TreeMark of(FileStatus status, Map<String, TreeMark> children) {
        return new TreeMark(status.inode(), status.born(), status.changed(), status.isDirectory(), children);
    }

    /** Whether that is the same file, in whatever state. */
    boolean isSame(FileStatus now) {
        return now.inode() == inode
                && now.isDirectory() == isDirectory
                && now.born().equals(born);
    }

    /** Whether nothing about the file itself has changed; the children of a directory may have. */
    boolean isUntouched(FileStatus now) {
        return isSame(now) && now.changed().equals(changed);
    }
}
