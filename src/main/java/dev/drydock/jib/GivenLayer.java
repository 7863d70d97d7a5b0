package dev.drydock.jib;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.drydock.context.RootedPaths;
import dev.drydock.copy.MappedTree;
import dev.drydock.copy.SourceNode;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.plan.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files of a described image as a layer of the plan.
 *
 * @param modes of the entries, with the bits that a plan has no place for
 * @param links paths from the root of the image; a plan has no place for them either
 */
record GivenLayer(Part.Files part, FileEntriesLayer layer, Map<FileEntry, Integer> modes, List<Mapping.Link> links) {

    /**
     * @param stored takes the content that no file of this machine has
     * @param number of the layer, which tells its stored files from those of others
     * @param time of the image's files; null if each keeps its own
     */
    static GivenLayer of(Part.Files part, MappedTree tree, StoredFiles stored, int number, @Nullable Instant time)
            throws IOException {
        var reader = new Reader(part, tree, stored, number, time);
        reader.read("");
        FileEntriesLayer layer = FileEntriesLayer.builder()
                .setName(LayerNames.of(part))
                .setEntries(new ArrayList<>(reader.modes.keySet()))
                .build();
        return new GivenLayer(part, layer, reader.modes, reader.links);
    }

    private static final class Reader {
        private final Part.Files part;
        private final MappedTree tree;
        private final StoredFiles stored;
        private final int number;
        private final @Nullable Instant time;
        private final Map<FileEntry, Integer> modes = new LinkedHashMap<>();
        private final List<Mapping.Link> links = new ArrayList<>();

        Reader(Part.Files part, MappedTree tree, StoredFiles stored, int number, @Nullable Instant time) {
            this.part = part;
            this.tree = tree;
            this.stored = stored;
            this.number = number;
            this.time = time;
        }

        void read(String directory) throws IOException {
            for (String name : tree.children(directory)) {
                SourceNode node = tree.get(RootedPaths.join(directory, name));
                if (node == null) {
                    continue;
                }
                TarEntry entry = node.entry();
                String place = RootedPaths.join(RootedPaths.clean(part.into()), node.path());
                if (entry.isSymlink()) {
                    links.add(new Mapping.Link(place, entry.linkName()));
                } else {
                    add(place, node);
                }
                if (entry.isDirectory()) {
                    read(node.path());
                }
            }
        }

        private void add(String place, SourceNode node) throws IOException {
            TarEntry entry = node.entry();
            modes.put(
                    new FileEntry(
                            entry.isDirectory() ? stored.directory() : source(node),
                            AbsoluteUnixPath.get("/" + place),
                            permissions(entry.mode()),
                            time == null ? entry.modified() : time,
                            part.owner()),
                    entry.mode());
        }

        private Path source(SourceNode node) throws IOException {
            Path host = tree.host(node);
            if (host != null) {
                return host;
            }
            try (InputStream content = tree.open(node)) {
                return stored.file(
                        number + "/" + node.path(), content, node.entry().modified());
            }
        }
    }

    static FilePermissions permissions(int mode) {
        return FilePermissions.fromOctalString(String.format("%03o", mode & 0777));
    }
}
