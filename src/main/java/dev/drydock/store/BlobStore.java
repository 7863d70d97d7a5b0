package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The blobs of a store. */
@StartUp
final class BlobStore {

    private final StoreLayout layout;
    private final Session session;
    private final PruneSigns prunes;

    BlobStore(StoreLayout layout, Session session) {
        this.layout = layout;
        this.prunes = new PruneSigns(layout);
        this.session = session;
    }

    /** A blob of this size; one of another size was cut short by a power failure and counts as missing. */
    Optional<Path> find(Digest digest, long size) throws IOException {
        Path file = layout.blob(digest);
        try {
            if (!use(file)) {
                return Optional.empty();
            }
            long actual = Files.size(file);
            return actual == size || size < 0 && actual > 0 ? Optional.of(file) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Marks a file as used now, so that pruning leaves it alone; false if it is not there. */
    boolean use(Path file) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(session.seen())) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                // A prune under way may have looked at the time before.
                return !prunes.await() || Files.exists(file);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            // Another user's file in a shared store: whoever may prune it is the one who marks it.
            return Files.exists(file);
        }
    }

    /** Takes a verified file over. */
    Path admit(Path temporary, Digest digest) throws IOException {
        Path target = layout.blob(digest);
        if (find(digest, Files.size(temporary)).isPresent()) {
            Files.delete(temporary);
            return target;
        }
        // A prune under way may be about to delete an older file of this name, which another prune has just deleted.
        prunes.await();
        Files.createDirectories(layout.blobs().resolve(digest.algorithm()));
        protect(temporary);
        Files.setLastModifiedTime(temporary, FileTime.from(Instant.now()));
        try {
            AtomicFiles.move(temporary, target);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Path copy = session.directory().resolve("copy-" + UUID.randomUUID());
            Files.copy(temporary, copy);
            protect(copy);
            AtomicFiles.move(copy, target);
            Files.delete(temporary);
        } catch (FileSystemException held) {
            // On Windows when another build has just put it there, and reads it.
            if (find(digest, Files.size(temporary)).isEmpty()) {
                throw held;
            }
            Files.delete(temporary);
        }
        return target;
    }

    private static void protect(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("r--r--r--"));
        }
    }

    /** Writes what source gives; an IOException is the source's, anything wrong with the store a BuildFailure. */
    Path write(Descriptor descriptor, IoSource source) throws IOException {
        MessageDigest hash = descriptor.digest().newMessageDigest();
        Path file = session.directory().resolve("blob-" + UUID.randomUUID());
        long count = 0;
        try (OutputStream out = newFile(file);
                InputStream in = source.open()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0 && count <= descriptor.size(); n = in.read(buffer)) {
                hash.update(buffer, 0, n);
                count += n;
                write(out, buffer, n);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        Digest actual = Digests.of(descriptor.digest(), hash.digest());
        if (count != descriptor.size() || !actual.equals(descriptor.digest())) {
            Files.deleteIfExists(file);
            throw BuildFailure.ofEnvironment(
                    "The bytes received are not those asked for: expected " + descriptor.digest() + " of "
                            + descriptor.size() + " bytes, got "
                            + (count > descriptor.size() ? "more than that" : actual + " of " + count + " bytes"),
                    "Build again. If it happens again, the server or a proxy before it changes the data.",
                    null);
        }
        try {
            return admit(file, descriptor.digest());
        } catch (IOException e) {
            throw layout.failure(e);
        }
    }

    private OutputStream newFile(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw layout.failure(e);
        }
    }

    private void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw layout.failure(e);
        }
    }
}
