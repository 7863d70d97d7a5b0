package dev.drydock.run.root;

import dev.drydock.layer.LayerNames;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.OpenFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies files with all that belongs to them: owners, modes, times, extended attributes, hard links, holes. */
public final class TreeCopy {

    private final ContentWriter content = new ContentWriter();
    private final Map<Long, String> firstNames = new HashMap<>();
    private final @Nullable Directory target;

    /** @param target where hard links are made to; null makes a file of its own of each name */
    private TreeCopy(@Nullable Directory target) {
        this.target = target;
    }

    /** Makes a file of its own of each name. */
    static TreeCopy ofSeparateFiles() {
        return new TreeCopy(null);
    }

    /** Copies what is in a directory, and its description, into an empty one. */
    public static void copyContent(Directory source, Directory target) throws IOException {
        new TreeCopy(target).copyChildren(source, target, "");
        describe(source, ".", source.status("."), target, ".");
    }

    /** Copies a single file that is no directory. */
    public static void copyFile(Directory source, String name, Directory target, String newName) throws IOException {
        new TreeCopy(target).copy(source, name, source.status(name), target, newName, newName);
    }

    /**
     * Copies a single file that is no directory.
     *
     * @param status of the file
     */
    public void copyFile(Directory source, String name, FileStatus status, Directory into, String newName)
            throws IOException {
        copy(source, name, status, into, newName, newName);
    }

    private void copyChildren(Directory source, Directory into, String path) throws IOException {
        for (String name : source.list()) {
            copy(source, name, source.status(name), into, name, path.isEmpty() ? name : path + "/" + name);
        }
    }

    private void copy(Directory source, String name, FileStatus status, Directory into, String newName, String path)
            throws IOException {
        if (!status.isDirectory() && status.links() > 1 && linked(status, into, newName, path)) {
            return;
        }
        switch (status.type()) {
            case FileStatus.DIRECTORY -> {
                into.makeDirectory(newName, 0700);
                try (var from = source.directory(name);
                        var to = into.directory(newName)) {
                    copyChildren(from, to, path);
                }
            }
            case FileStatus.REGULAR -> {
                try (var from = source.file(name, OpenFlags.READ, 0);
                        var to = into.file(newName, OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW, 0600)) {
                    if (status.isSparse() || !from.copyTo(to)) {
                        content.write(from.input(), to);
                    }
                }
            }
            case FileStatus.SYMLINK -> into.makeSymlink(newName, source.symlinkTarget(name));
            case FileStatus.SOCKET -> {
                // Nobody listens on a copy.
                return;
            }
            default -> into.makeNode(newName, status.mode(), status.deviceMajor(), status.deviceMinor());
        }
        describe(source, name, status, into, newName);
    }

    private boolean linked(FileStatus status, Directory into, String newName, String path) throws IOException {
        if (target == null) {
            return false;
        }
        String first = firstNames.putIfAbsent(status.inode(), path);
        if (first == null) {
            return false;
        }
        try (var descent = new Descent(target)) {
            into.makeLink(newName, descent.openParent(first), LayerNames.baseName(first));
        }
        return true;
    }

    /** Gives a copy all that belongs to a file besides its content. */
    static void describe(Directory source, String name, FileStatus status, Directory into, String newName)
            throws IOException {
        into.setOwner(newName, Integer.toUnsignedLong(status.uid()), Integer.toUnsignedLong(status.gid()));
        for (var attribute : source.xattrs(name).entrySet()) {
            if (!OverlayMarks.isOwn(attribute.getKey())) {
                setXattr(into, newName, attribute.getKey(), attribute.getValue());
            }
        }
        if (!status.isSymlink()) {
            into.setMode(newName, status.permissions());
        }
        into.setTimes(newName, status.modified());
    }

    private static void setXattr(Directory into, String name, String attribute, byte[] value) throws IOException {
        try {
            into.setXattr(name, attribute, value);
        } catch (KernelException e) {
            if (e.errno() != Errno.EPERM && e.errno() != Errno.EOPNOTSUPP) {
                throw e;
            }
        }
    }
}
