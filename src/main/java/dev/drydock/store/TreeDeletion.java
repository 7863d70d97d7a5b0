package dev.drydock.store;

import dev.drydock.io.HeldFiles;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Deletes and measures directories of the store while others may do the same. */
@StartUp
final class TreeDeletion {

    private TreeDeletion() {}

    /** @param bytes of the files, as their length says */
    record Size(long files, long bytes) {

        static final Size NONE = new Size(0, 0);

        Size plus(Size other) {
            return new Size(files + other.files, bytes + other.bytes);
        }
    }

    /** Deletes a file, or a directory and all in it, following no link; what is gone already does not matter. */
    static Size delete(Path path) throws IOException {
        Size size = Size.NONE;
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                    for (Path child : children) {
                        size = size.plus(delete(child));
                    }
                }
            } else {
                size = new Size(1, attributes.size());
            }
            return deleteOne(path) ? size : Size.NONE;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return size;
        }
    }

    private static boolean deleteOne(Path path) throws IOException {
        try {
            return Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            HeldFiles.deleteAfter(e, path);
            return true;
        }
    }

    static Size measure(Path path) throws IOException {
        Size size = Size.NONE;
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()) {
                return new Size(1, attributes.size());
            }
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    size = size.plus(measure(child));
                }
            }
            return size;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return size;
        }
    }
}
