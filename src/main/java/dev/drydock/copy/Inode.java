package dev.drydock.copy;

import dev.drydock.io.tar.TarEntry;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file being put into a stage's root. Several names may share it; then a change of its metadata shows under all. */
final class Inode {

    /** Where the bytes of a regular file come from. */
    sealed interface Content {

        /** Has the file written when its source is read. */
        void addTo(LayerOutput output, LayerOutput.Pending file);

        record OfTree(SourceTree tree, SourceNode node) implements Content {
            @Override
            public void addTo(LayerOutput output, LayerOutput.Pending file) {
                output.add(this, file);
            }
        }

        /** @param position of the entry in the archive, counted from 0 */
        record OfArchive(Archive archive, int position) implements Content {
            @Override
            public void addTo(LayerOutput output, LayerOutput.Pending file) {
                output.add(this, file);
            }
        }
    }

    final TarEntry.Type type;
    final long size;
    final String linkTarget;
    final int devMajor;
    final int devMinor;
    final @Nullable Content content;
    int mode;
    long uid;
    long gid;
    Instant modified;
    Map<String, byte[]> xattrs;

    /**
     * Everything as the entry says.
     *
     * @param content of a regular file that is not empty, otherwise null
     */
    Inode(TarEntry entry, @Nullable Content content) {
        this.type = entry.type();
        this.size = content == null ? 0 : entry.size();
        this.linkTarget = entry.linkName();
        this.devMajor = entry.devMajor();
        this.devMinor = entry.devMinor();
        this.content = content;
        this.mode = entry.mode();
        this.uid = entry.uid();
        this.gid = entry.gid();
        this.modified = entry.modified();
        this.xattrs = entry.xattrs();
    }

    boolean isDirectory() {
        return type == TarEntry.Type.DIRECTORY;
    }

    void addXattrs(Map<String, byte[]> more) {
        if (!more.isEmpty()) {
            Map<String, byte[]> all = new TreeMap<>(xattrs);
            all.putAll(more);
            xattrs = all;
        }
    }

    private Map<String, byte[]> capability() {
        byte[] capability = xattrs.get(TarEntry.CAPABILITY);
        return capability == null ? Map.of() : Map.of(TarEntry.CAPABILITY, capability);
    }

    /** As an entry of a layer, under one of its names. Layers keep file capabilities and, as with Docker, no other attributes. */
    TarEntry entry(String path) {
        return TarEntry.of(path, type)
                .mode(mode)
                .owner(uid, gid)
                .size(size)
                .modified(modified)
                .linkName(linkTarget)
                .device(devMajor, devMinor)
                .xattrs(capability())
                .build();
    }
}
