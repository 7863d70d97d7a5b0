package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerNames;
import dev.drydock.run.root.Descent;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.FileStatus;
import dev.drydock.sandbox.kernel.KernelException;
import dev.drydock.sandbox.kernel.OpenFlags;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of a container as seen from outside it. Paths mean what they will mean inside: symlinks are followed, absolute
 * ones from this root, and nothing leaves it. For the time before and after the container, when nobody changes it.
 *
 * <p>What is made here only to have something mounted on is a stub: it is removed again and leaves no trace in the times of
 * its directory.
 */
final class ContainerRoot implements AutoCloseable {

    private static final int MOST_SYMLINKS = 255;

    private final Path path;
    private final Directory directory;
    private final FileOwners owners;
    private final Descent descent;
    private final Deque<String> stubs = new ArrayDeque<>();
    private final List<String> mounted = new ArrayList<>();

    /** One in which nothing is given to a user. */
    ContainerRoot(Path path) throws IOException {
        this(path, FileOwners.REAL);
    }

    ContainerRoot(Path path, FileOwners owners) throws IOException {
        this.owners = owners;
        this.path = path;
        this.directory = Directory.open(path);
        this.descent = new Descent(directory);
    }

    /** Where a clean path is for the worker. */
    String outside(String clean) {
        return clean.isEmpty() ? path.toString() : path + "/" + clean;
    }

    /** The clean path, free of symlinks, that a path leads to; missing parts are taken for directories. */
    String resolve(String name) throws IOException {
        var ahead = new ArrayDeque<>(Arrays.asList(name.split("/")));
        var done = new ArrayList<String>();
        int symlinks = 0;
        while (!ahead.isEmpty()) {
            String part = ahead.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                removeLast(done);
                continue;
            }
            done.add(part);
            String here = String.join("/", done);
            var status = find(here);
            if (status != null && status.isSymlink()) {
                if (++symlinks > MOST_SYMLINKS) {
                    throw BuildFailure.ofBuild(
                            "Too many symbolic links on the way to '" + name + "' in the image",
                            "The links probably form a loop.");
                }
                String target = descent.openParent(here).symlinkTarget(part);
                follow(target, ahead, done);
            }
        }
        return String.join("/", done);
    }

    private static void follow(String target, Deque<String> ahead, List<String> done) {
        if (target.startsWith("/")) {
            done.clear();
        } else {
            removeLast(done);
        }
        var parts = target.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            ahead.push(parts[i]);
        }
    }

    private static void removeLast(List<String> parts) {
        if (!parts.isEmpty()) {
            parts.remove(parts.size() - 1);
        }
    }

    FileOwners owners() {
        return owners;
    }

    /** The file at a path without symlinks; null if there is none. */
    @Nullable
    FileStatus find(String clean) throws IOException {
        if (clean.isEmpty()) {
            return directory.status(".");
        }
        try {
            return descent.openParent(clean).find(LayerNames.baseName(clean));
        } catch (KernelException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                return null;
            }
            throw e;
        }
    }

    /** The directory at a path without symlinks, which the caller closes; null if there is none. */
    @Nullable
    Directory open(String clean) throws IOException {
        try {
            return clean.isEmpty()
                    ? directory.directory(".")
                    : descent.openParent(clean).directory(LayerNames.baseName(clean));
        } catch (KernelException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                return null;
            }
            throw e;
        }
    }

    /** The content of a regular file a path leads to; nothing if there is none. */
    byte[] read(String name, int atMost) throws IOException {
        String clean = resolve(name);
        var status = find(clean);
        if (status == null || !status.isRegular()) {
            return new byte[0];
        }
        if (status.size() > atMost) {
            throw BuildFailure.ofBuild(
                    "'" + name + "' in the image is too large: it has " + status.size() + " bytes, and at most "
                            + atMost + " are read",
                    null);
        }
        try (var file = descent.openParent(clean).file(LayerNames.baseName(clean), OpenFlags.READ, 0)) {
            return file.input().readAllBytes();
        }
    }

    /**
     * The directory a path leads to, made with its parents if it is missing: 0755, of that user.
     *
     * @return its clean path
     * @throws BuildFailure if a file is in the way
     */
    String makeDirectory(String name, long uid, long gid) throws IOException {
        String clean = resolve(name);
        walk(clean, (parent, part, here) -> {
            parent.makeDirectory(part, 0755);
            owners.set(parent, part, uid, gid);
        });
        return clean;
    }

    /**
     * The directory a path leads to, if need be a stub.
     *
     * @return its clean path
     */
    String stubDirectory(String name) throws IOException {
        String clean = resolve(name);
        walk(clean, this::makeStub);
        return clean;
    }

    /**
     * The file a path leads to, if need be a stub.
     *
     * @return its clean path
     */
    String stubFile(String name) throws IOException {
        String clean = resolve(name);
        walk(LayerNames.parent(clean), this::makeStub);
        var existing = find(clean);
        if (existing == null) {
            keepingTime(
                    descent.openParent(clean),
                    parent -> parent.file(
                                    LayerNames.baseName(clean),
                                    OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW,
                                    0644)
                            .close());
            remember(clean);
        } else if (existing.isDirectory()) {
            throw BuildFailure.ofBuild(
                    "A file cannot be mounted on '" + name + "': that is a directory in the image",
                    "Choose another target.");
        }
        return clean;
    }

    private void makeStub(Directory parent, String part, String here) throws IOException {
        keepingTime(parent, directory -> directory.makeDirectory(part, 0755));
        remember(here);
    }

    /** A stub made inside something mounted disappears with the mount. Its path means the hidden file then, which is to stay. */
    private void remember(String stub) {
        for (String mount : mounted) {
            if (stub.startsWith(mount + "/")) {
                return;
            }
        }
        stubs.push(stub);
    }

    private void walk(String clean, Descent.Repair make) throws IOException {
        descent.open(clean, (parent, part, here) -> {
            var existing = parent.find(part);
            if (existing == null) {
                make.makeDirectory(parent, part, here);
            } else if (!existing.isDirectory()) {
                throw BuildFailure.ofBuild(
                        "'/" + here + "' in the image is not a directory",
                        "Choose another path, or remove the file in an earlier step.");
            }
        });
    }

    /** To be called when something was mounted on a clean path: what is open may be hidden by it. */
    void mounted(String clean) {
        mounted.add(clean);
        descent.reset();
    }

    /** The directory a clean path is in, which must exist; good until the next call. */
    Directory parent(String clean) throws IOException {
        return descent.openParent(clean);
    }

    /** To be called when something that was mounted is taken away: what is open may lie in it. */
    void unmounted() {
        descent.reset();
    }

    /** Removes all stubs still there and still empty. Nothing may be mounted on them. */
    void removeStubs() throws IOException {
        descent.reset();
        while (!stubs.isEmpty()) {
            String stub = stubs.pop();
            var status = find(stub);
            if (status == null) {
                continue;
            }
            var parent = descent.openParent(stub);
            String name = LayerNames.baseName(stub);
            if (status.isDirectory() && isEmpty(parent, name)) {
                keepingTime(parent, directory -> directory.removeDirectory(name));
            } else if (status.isRegular() && status.size() == 0) {
                keepingTime(parent, directory -> directory.removeFile(name));
            }
        }
    }

    private static boolean isEmpty(Directory parent, String name) throws IOException {
        try (var child = parent.directory(name)) {
            return child.list().isEmpty();
        }
    }

    private interface Change {
        void in(Directory directory) throws IOException;
    }

    private static void keepingTime(Directory directory, Change change) throws IOException {
        Instant before = directory.status(".").modified();
        change.in(directory);
        directory.setModified(".", before);
    }

    @Override
    public void close() {
        descent.close();
        directory.close();
    }
}
