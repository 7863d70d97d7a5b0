package dev.drydock.copy;

import dev.drydock.io.tar.TarEntry;

/**
 * A file of a source tree.
 *
 * @param entry named by its path in the tree; a hard link appears as the file it is. Its extended attributes may be left
 *     out: ask {@link SourceTree#xattrs}
 * @param identity equal for the names of one file and for nothing else; may be "" for a file with one name
 */
public record SourceNode(TarEntry entry, String identity) {

    public String path() {
        return entry.name();
    }

    /** Whether it is a regular file and not empty. */
    boolean hasContent() {
        return entry.isFile() && entry.size() > 0;
    }
}
