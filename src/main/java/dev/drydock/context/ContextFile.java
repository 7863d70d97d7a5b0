package dev.drydock.context;

import dev.drydock.io.tar.TarEntry;

/**
 * A file of a build context: its description, without extended attributes, which are read only when needed.
 *
 * @param entry named by its path in the context; owner 0:0
 * @param identity equal for the names of one file with several; "" for a file with one name
 */
public record ContextFile(TarEntry entry, String identity) {

    static ContextFile of(HostFile file) {
        boolean linked = file.links() > 1 && !file.entry().isDirectory();
        return new ContextFile(
                file.entry(),
                linked ? identity(file.stamp().device(), file.stamp().inode()) : "");
    }

    static String identity(long device, long inode) {
        return device + ":" + inode;
    }
}
