package dev.drydock.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Files that appear whole or not at all. */
public final class AtomicFiles {

    /** Several that clean up at the same time may be in the way more than once. */
    private static final int ATTEMPTS = 20;

    private AtomicFiles() {}

    /** Writes what is to be in a file, as often as it is asked to. */
    public interface Content {
        /** @param out buffered; stays open */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final class Bytes implements Content {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /** Writes or replaces a file: readers see the old bytes or the new ones. Its directory is made if it is missing. */
    public static void write(Path target, byte[] bytes) throws IOException {
        write(target, new Bytes(bytes), false);
    }

    /** The same for more than is to be in memory at once; nothing happens to the file if the content fails. */
    public static void write(Path target, Content content) throws IOException {
        write(target, content, false);
    }

    /** The same for a file that nobody but its owner may read, mode 600, not even while it is written. */
    public static void writePrivate(Path target, byte[] bytes) throws IOException {
        write(target, new Bytes(bytes), true);
    }

    private static void write(Path target, Content content, boolean own) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(target + " is a root");
        }
        for (int left = ATTEMPTS; ; left--) {
            try {
                write(directory, target, content, own);
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // Someone has cleaned the file away in between, or the empty directory, even while it was being made.
                if (left <= 1) {
                    throw e;
                }
            }
        }
    }

    private static void write(Path directory, Path target, Content content, boolean own) throws IOException {
        Files.createDirectories(directory);
        Path temporary = directory.resolve(".tmp-" + UUID.randomUUID());
        try {
            if (own && Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.createFile(
                        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                content.writeTo(out);
            }
            move(temporary, target);
        } catch (FileSystemException e) {
            throw temporary.toString().equals(e.getFile()) ? about(target, e) : e;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The same failure, about the file the caller knows of. */
    private static FileSystemException about(Path target, FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return e; // the directory, rather
        }
        String name = target.toString();
        FileSystemException same = e instanceof AccessDeniedException
                ? new AccessDeniedException(name, null, e.getReason())
                : new FileSystemException(name, null, e.getReason());
        same.initCause(e);
        return same;
    }

    /** Renames within one file system, over what is there; on Windows when nobody has that open any more. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            HeldFiles.moveAfter(e, from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Renames a directory within one file system to a name that is free. */
    public static void moveDirectory(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            HeldFiles.moveAfter(e, from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
