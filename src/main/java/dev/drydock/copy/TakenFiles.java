package dev.drydock.copy;

import dev.drydock.context.HostDirectory;
import dev.drydock.context.HostFiles;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that a mapping takes out of one directory of this machine: no objects for each, as there may be very many. */
final class TakenFiles {

    private final HostFiles files;
    private final HostDirectory from;
    private final @Nullable Integer mode;
    private final BitSet taken = new BitSet();
    private final BitSet executable = new BitSet();

    /** @param mode of regular files; null for the usual */
    TakenFiles(HostFiles files, HostDirectory from, @Nullable Integer mode) {
        this.files = files;
        this.from = from;
        this.mode = mode;
    }

    void take(int row, HostFiles.Found found) throws IOException {
        taken.set(row);
        executable.set(row, mode == null && found.entry().isFile() && files.isExecutable(found));
    }

    @Nullable
    Integer mode() {
        return mode;
    }

    /** The row of a file that is taken; -1 for any other name. */
    int find(String name) {
        int row = from.find(name);
        return row >= 0 && taken.get(row) ? row : -1;
    }

    HostFiles.Found found(int row) {
        return from.found(row);
    }

    MappedContent content(int row) {
        return new MappedContent.OfHost(files, found(row));
    }

    SourceNode node(int row, String path) {
        HostFiles.Found found = found(row);
        TarEntry entry = found.entry().withName(path);
        int usual = executable.get(row) ? 0755 : 0644;
        return new SourceNode(entry.isFile() ? entry.withMode(mode == null ? usual : mode) : entry, found.identity());
    }

    /** In the order of their bytes. */
    List<String> names() {
        return taken.cardinality() == from.size() ? from.names() : PartOfTree.namesAt(from.names(), taken);
    }
}
