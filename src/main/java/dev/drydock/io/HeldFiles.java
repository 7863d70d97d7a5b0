package dev.drydock.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;

/**
 * Renames and deletions on Windows, where a file that any program has open can be neither deleted nor replaced, and one that is
 * read-only not deleted. Virus scanners and indexers open what was just written, for a moment. Everywhere else the first answer
 * counts, and this class is not needed before one is an error.
 */
public final class HeldFiles {

    /** How long to wait until something can be put into place. */
    private static final long FOR_A_RENAME_MILLIS = 1000;

    /** How long to wait until something can be deleted, which mostly can wait until another time. */
    private static final long FOR_A_DELETION_MILLIS = 250;

    private HeldFiles() {}

    /** Whether files there are held by those who have them open: where there are no Unix permissions. */
    public static boolean areAt(Path place) {
        return !place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * To be called when renaming has failed: tries again for a while, if that can help.
     *
     * @param first why it failed; thrown again if it goes on
     */
    static void moveAfter(FileSystemException first, Path from, Path to, CopyOption... options) throws IOException {
        retry(first, from, FOR_A_RENAME_MILLIS, () -> Files.move(from, to, options));
    }

    /**
     * To be called when deleting has failed: takes the read-only mark off and tries again for a while, if that can help.
     *
     * @param first why it failed; thrown again if it goes on
     */
    public static void deleteAfter(FileSystemException first, Path file) throws IOException {
        if (first instanceof AccessDeniedException && areAt(file)) {
            var dos = Files.getFileAttributeView(file, DosFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (dos != null && dos.readAttributes().isReadOnly()) {
                dos.setReadOnly(false);
            }
        }
        retry(first, file, FOR_A_DELETION_MILLIS, () -> Files.deleteIfExists(file));
    }

    /** Deletes what is of no more use, or leaves it where it is if someone holds it. */
    public static void deleteUnlessHeld(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (FileSystemException held) {
            if (!areAt(file)) {
                throw held;
            }
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void retry(FileSystemException first, Path file, long millis, Attempt attempt) throws IOException {
        FileSystemException last = first;
        long until = System.nanoTime() + millis * 1_000_000;
        for (long pause = 5; isPassing(last, file) && System.nanoTime() < until; pause = Math.min(100, pause * 2)) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw last;
            }
            try {
                attempt.run();
                return;
            } catch (FileSystemException again) {
                last = again;
            }
        }
        throw isPassing(last, file) ? explained(last) : last;
    }

    private static boolean isPassing(FileSystemException failure, Path file) {
        return areAt(file)
                && !(failure instanceof NoSuchFileException
                        || failure instanceof AtomicMoveNotSupportedException
                        || failure instanceof DirectoryNotEmptyException
                        || failure instanceof FileAlreadyExistsException);
    }

    /** Windows says of a file that is open merely that access is denied. */
    private static FileSystemException explained(FileSystemException failure) {
        if (!(failure instanceof AccessDeniedException) || failure.getReason() != null) {
            return failure;
        }
        var same =
                new AccessDeniedException(failure.getFile(), failure.getOtherFile(), "or another program has it open");
        same.initCause(failure);
        return same;
    }
}
