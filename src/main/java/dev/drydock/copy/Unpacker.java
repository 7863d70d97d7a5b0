package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.Accounts.Owner;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the content of an archive into a directory, by the rules of ADD. The directory is the root for everything in the
 * archive: names, links and hard links that want out of it end up in it, links of the image met on the way included.
 */
final class Unpacker {

    private static final int MADE_MODE = 0755;

    private final Staging staging;
    private final Metadata metadata;
    private final Archive archive;
    private final String root;
    private final List<String> directories = new ArrayList<>();

    private Unpacker(Staging staging, Metadata metadata, Archive archive, String root) {
        this.staging = staging;
        this.metadata = metadata;
        this.archive = archive;
        this.root = root;
    }

    /** @param destination clean; links in it are followed; it is made if missing */
    static void unpack(Staging staging, Metadata metadata, Selection selection, String destination) throws IOException {
        var archive = new Archive(selection.tree(), selection.node());
        String root = staging.follow("", destination);
        Instant modified = selection.node().entry().modified();
        staging.makeDirectories(root, metadata.madeDirectory(MADE_MODE, modified, false), metadata.isOwned());
        new Unpacker(staging, metadata, archive, root).unpack();
    }

    private void unpack() throws IOException {
        try (TarReader reader = archive.open()) {
            int position = 0;
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                checkType(reader);
                Staging.checkLength(entry.name());
                String name = RootedPaths.clean(entry.name());
                if (!name.isEmpty()) { // the archive's own root does not change the directory
                    put(name, entry, position);
                }
                position++;
            }
        }
        checkDirectories();
    }

    /** As in Docker: what few programs know is refused, rather than taken for something similar. */
    private void checkType(TarReader reader) {
        char type = reader.extension();
        if (type != 0) {
            throw BuildFailure.ofBuild(
                    "the archive /" + archive.path() + " has an entry of the type '" + type
                            + "', which is not unpacked",
                    "It was made by GNU tar with --sparse, --label or --listed-incremental, or by an old program. Make"
                            + " it without them, or with --format=posix.");
        }
    }

    /** Their times are set when all is unpacked, which fails for one that is gone. */
    private void checkDirectories() {
        for (String name : directories) {
            if (staging.get(staging.follow(root, name)) == null) {
                throw BuildFailure.ofBuild(
                        "the archive /" + archive.path() + " has something else later in the place of its directory "
                                + name,
                        "Pack the directory again.");
            }
        }
    }

    /** A link on the way that leads to nothing is no directory, and none is made there. */
    private void checkLinks(String directory) {
        for (String path = directory; !path.isEmpty(); path = RootedPaths.parent(path)) {
            Inode there = staging.get(staging.followParent(root, path));
            if (there != null
                    && there.type == TarEntry.Type.SYMLINK
                    && staging.get(staging.follow(root, path)) == null) {
                throw BuildFailure.ofBuild(
                        "the archive /" + archive.path() + " has files in " + path + ", which is a link to "
                                + there.linkTarget + " and leads to nothing below /" + root,
                        "Links are followed as if the destination were the root. Remove the link in an earlier step, or"
                                + " name the directory it stands for as the destination.");
            }
        }
    }

    private void put(String name, TarEntry entry, int position) throws IOException {
        String parent = staging.follow(root, RootedPaths.parent(name));
        if (staging.get(parent) == null) {
            checkLinks(RootedPaths.parent(name));
        }
        staging.makeDirectories(parent, TarEntry.directory("", MADE_MODE, 0, 0, time(entry.modified())), true);
        String path = RootedPaths.join(parent, RootedPaths.name(name));
        Inode there = staging.get(path);
        boolean merges = there != null && there.isDirectory() && entry.isDirectory();
        if (there != null && !merges) {
            staging.remove(path);
        }
        Inode inode = entry.type() == TarEntry.Type.HARD_LINK
                ? linked(name, entry)
                : new Inode(entry, content(entry, position));
        if (merges && there != null) {
            inode.xattrs = there.xattrs;
        }
        if (entry.isDirectory()) {
            directories.add(name);
        }
        describe(inode, entry);
        staging.put(path, inode);
    }

    private Inode linked(String name, TarEntry entry) {
        String target = staging.followParent(root, RootedPaths.clean(entry.linkName()));
        Inode inode = staging.get(target);
        if (inode == null || inode.isDirectory()) {
            throw BuildFailure.ofBuild(
                    "the archive /" + archive.path() + " has a hard link " + name + " to " + entry.linkName()
                            + ", which is not there",
                    "The archive is damaged or incomplete.");
        }
        staging.put(target, inode); // a file of the base becomes part of the layer, to be linked to
        return inode;
    }

    private void describe(Inode inode, TarEntry entry) {
        Owner owner = metadata.owner();
        inode.uid = owner == null ? entry.uid() : owner.uid();
        inode.gid = owner == null ? entry.gid() : owner.gid();
        if (inode.type != TarEntry.Type.SYMLINK) {
            inode.mode = entry.mode();
        }
        inode.modified = time(entry.modified());
        inode.addXattrs(entry.xattrs());
    }

    /** Archives may hold any number as a time; what is before 1970 is not kept. */
    private Instant time(Instant own) {
        return metadata.time(own.isBefore(Instant.EPOCH) ? Instant.EPOCH : own, true);
    }

    private Inode.@Nullable Content content(TarEntry entry, int position) {
        return entry.isFile() && entry.size() > 0 ? new Inode.Content.OfArchive(archive, position) : null;
    }
}
