package dev.drydock.run.root;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.LayerNames;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.owners.FileOwners;
import dev.drydock.sandbox.owners.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Unpacks one layer into an empty directory, whiteouts as overlayfs writes them. The archive is not trusted: every name is
 * walked from the directory down without following a symlink. A symlink, or anything else, in the place of a directory
 * another entry lies in, is replaced by a directory, as it would be had the two come in two layers.
 *
 * <p>What the file system or the user namespace does not allow is left out: device nodes, ids that are not mapped (those
 * files stay with root), extended attributes other than file capabilities.
 */
final class LayerUnpacker {

    private static final int NEW_FILE = OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW;

    private static final int SET_ID = 06000;

    private final OverlayMarks marks;
    private final FileOwners owners;
    private final ContentWriter content = new ContentWriter();
    private final Descent descent;
    private final Descent linkTargets;
    private final Map<String, TarEntry> directories = new TreeMap<>();
    private final Set<String> whiteouts = new LinkedHashSet<>();
    private final Set<String> opaques = new LinkedHashSet<>();

    LayerUnpacker(Directory root, OverlayMarks marks, FileOwners owners) {
        this.marks = marks;
        this.owners = owners;
        this.descent = new Descent(root);
        this.linkTargets = new Descent(root);
    }

    /** @return whether the layer says something of the root directory itself */
    boolean unpack(TarReader tar) throws IOException {
        try (descent;
                linkTargets) {
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                var meaning = LayerNames.of(entry.name());
                switch (meaning.kind()) {
                    case FILE -> add(entry, meaning.path(), tar.content());
                    case WHITEOUT -> whiteouts.add(meaning.path());
                    case OPAQUE -> opaques.add(meaning.path());
                    case IGNORED -> {}
                }
            }
            for (String path : whiteouts) {
                // Overlayfs would list a whiteout with nothing to hide.
                if (!isInOpaque(path)) {
                    whiteout(path);
                }
            }
            for (String path : opaques) {
                marks.makeOpaque(descent.open(path, this::ensureDirectory), ".");
            }
            // Last, as everything made in a directory changes its time.
            for (var directory : directories.entrySet()) {
                describe(descent.open(directory.getKey()), ".", directory.getValue());
            }
            return directories.containsKey("");
        }
    }

    private void add(TarEntry entry, String path, InputStream data) throws IOException {
        if (path.isEmpty()) {
            if (entry.isDirectory()) {
                directories.put("", entry);
            }
            return;
        }
        var parent = descent.open(LayerNames.parent(path), this::ensureDirectory);
        String name = LayerNames.baseName(path);
        if (entry.isDirectory()) {
            ensureDirectory(parent, name, path);
            directories.put(path, entry);
            return;
        }
        if (entry.type() == TarEntry.Type.HARD_LINK
                && LayerNames.clean(entry.linkName()).equals(path)) {
            return;
        }
        remove(parent, name, path);
        if (create(parent, name, entry, data) && entry.type() != TarEntry.Type.HARD_LINK) {
            describe(parent, name, entry);
        }
    }

    private boolean create(Directory parent, String name, TarEntry entry, InputStream data) throws IOException {
        switch (entry.type()) {
            case FILE -> {
                try (var file = parent.file(name, NEW_FILE, 0600)) {
                    content.write(data, file);
                }
            }
            case SYMLINK -> parent.makeSymlink(name, entry.linkName());
            case HARD_LINK -> link(parent, name, entry);
            case FIFO -> parent.makeNode(name, FileStatus.FIFO | 0600, 0, 0);
            case CHARACTER_DEVICE -> {
                return makeDevice(parent, name, FileStatus.CHARACTER_DEVICE, entry);
            }
            case BLOCK_DEVICE -> {
                return makeDevice(parent, name, FileStatus.BLOCK_DEVICE, entry);
            }
            case DIRECTORY -> throw new IllegalArgumentException("a directory");
        }
        return true;
    }

    private void link(Directory parent, String name, TarEntry entry) throws IOException {
        String target = LayerNames.clean(entry.linkName());
        try {
            parent.makeLink(name, linkTargets.openParent(target), LayerNames.baseName(target));
        } catch (KernelException e) {
            throw new IOException(
                    "hard link '" + entry.name() + "' to '" + entry.linkName() + "', which its layer has not", e);
        }
    }

    /** @return false if it cannot be had here, or would be taken for a whiteout */
    private boolean makeDevice(Directory parent, String name, int type, TarEntry entry) throws IOException {
        if (entry.devMajor() == 0 && entry.devMinor() == 0) {
            return false;
        }
        try {
            owners.makeDevice(parent, name, type | 0600, entry.devMajor(), entry.devMinor());
            return true;
        } catch (KernelException e) {
            if (e.errno() == Errno.EPERM) {
                return false;
            }
            throw e;
        }
    }

    private void ensureDirectory(Directory parent, String name, String path) throws IOException {
        var existing = parent.find(name);
        if (existing != null && existing.isDirectory()) {
            return;
        }
        if (existing != null) {
            remove(parent, name, path);
        }
        parent.makeDirectory(name, 0755);
    }

    private void remove(Directory parent, String name, String path) throws IOException {
        var existing = parent.find(name);
        if (existing == null) {
            return;
        }
        linkTargets.reset();
        parent.removeTree(name);
        if (existing.isDirectory()) {
            directories.keySet().removeIf(other -> other.equals(path) || other.startsWith(path + "/"));
        }
    }

    private boolean isInOpaque(String path) {
        for (String parent = path; !parent.isEmpty(); ) {
            parent = LayerNames.parent(parent);
            if (opaques.contains(parent)) {
                return true;
            }
        }
        return false;
    }

    /** Hides what lower layers have: of what this layer has itself, only a directory can have something below it. */
    private void whiteout(String path) throws IOException {
        var parent = descent.open(LayerNames.parent(path), this::ensureDirectory);
        String name = LayerNames.baseName(path);
        var existing = parent.find(name);
        if (existing == null) {
            marks.whiteout(parent, name);
        } else if (existing.isDirectory()) {
            marks.makeOpaque(parent, name);
        }
    }

    /** Owner first, for a change of owner takes set-id bits and capabilities away; times last. */
    private void describe(Directory parent, String name, TarEntry entry) throws IOException {
        boolean owned = setOwner(parent, name, entry);
        for (var attribute : entry.xattrs().entrySet()) {
            setXattr(parent, name, attribute.getKey(), attribute.getValue());
        }
        if (!entry.isSymlink()) {
            // Without its owner a set-id program would lend root's rights instead.
            parent.setMode(name, owned ? entry.mode() : entry.mode() & ~SET_ID);
        }
        parent.setTimes(name, entry.modified());
    }

    /** @return false if there is no such user or group in this user namespace */
    private boolean setOwner(Directory parent, String name, TarEntry entry) throws IOException {
        if (entry.uid() == 0 && entry.gid() == 0 && !name.equals(".")) {
            return true;
        }
        try {
            owners.set(parent, name, entry.uid(), entry.gid());
            return true;
        } catch (KernelException e) {
            if (e.errno() == Errno.EINVAL) {
                return false;
            }
            throw e;
        }
    }

    private static void setXattr(Directory parent, String name, String attribute, byte[] value) throws IOException {
        if (OverlayMarks.isOwn(attribute) || attribute.equals(Owner.ATTRIBUTE)) {
            return;
        }
        try {
            parent.setXattr(name, attribute, value);
        } catch (KernelException e) {
            boolean notHere = e.errno() == Errno.EPERM || e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.EINVAL;
            if (!notHere) {
                throw e;
            }
        }
    }
}
