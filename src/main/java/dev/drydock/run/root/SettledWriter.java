package dev.drydock.run.root;

import dev.drydock.layer.LayerNames;
import dev.drydock.layer.LayerWriter;
import dev.drydock.run.content.ReadAhead;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a directory that holds what a layer says, see {@link ChangeWriter#settle}, as that layer: entries in the order of their names,
 * directories before what is in them. The directory stays as it is; another run may have it below it meanwhile.
 */
final class SettledWriter {

    private final OverlayMarks marks;
    private final FileOwners owners;
    private final Map<Long, String> firstNames = new HashMap<>();

    SettledWriter(OverlayMarks marks, FileOwners owners) {
        this.marks = marks;
        this.owners = owners;
    }

    /** @param describesRoot whether the layer says something of the root itself */
    void write(Directory settled, boolean describesRoot, LayerWriter writer) throws IOException {
        try (var content = new ReadAhead(writer)) {
            if (describesRoot) {
                var root = owners.of(settled, ".", settled.status("."));
                content.add(Descriptions.AS_THEY_ARE.of(settled, ".", "", root));
            }
            children(settled, "", content);
            content.finish();
        }
    }

    private void children(Directory directory, String path, ReadAhead writer) throws IOException {
        for (String name : directory.list()) {
            var status = owners.of(directory, name, directory.status(name));
            String childPath = LayerNames.join(path, name);
            if (status.isWhiteout()) {
                writer.whiteout(childPath);
            } else if (status.isDirectory()) {
                directory(directory, name, childPath, status, writer);
            } else {
                file(directory, name, childPath, status, writer);
            }
        }
    }

    private void directory(Directory parent, String name, String path, FileStatus status, ReadAhead writer)
            throws IOException {
        writer.add(Descriptions.AS_THEY_ARE.of(parent, name, path, status));
        if (marks.isOpaque(parent, name)) {
            writer.opaque(path);
        }
        try (var child = parent.directory(name)) {
            children(child, path, writer);
        }
    }

    private void file(Directory directory, String name, String path, FileStatus status, ReadAhead writer)
            throws IOException {
        var descriptions = Descriptions.AS_THEY_ARE;
        String first = status.links() > 1 ? firstNames.putIfAbsent(status.inode(), path) : null;
        if (first != null) {
            writer.add(descriptions.of(directory, name, path, status).asHardLinkTo(first));
        } else if (status.isRegular() && status.size() > 0) {
            writer.add(
                    descriptions.withoutAttributes(directory, name, path, status),
                    null,
                    directory.file(name, OpenFlags.READ, 0),
                    status.size());
        } else {
            writer.add(descriptions.of(directory, name, path, status));
        }
    }
}
