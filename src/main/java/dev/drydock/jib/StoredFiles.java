package dev.drydock.jib;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A folder for content that a plan has to name a file for, but that lies in an archive or nowhere. Files that have their content
 * already are left alone, so that the next build finds them unchanged.
 */
final class StoredFiles {

    private final Path folder;

    StoredFiles(Path folder) {
        this.folder = folder;
    }

    /** A directory that stands for any: of a directory a plan says only where it goes. */
    Path directory() throws IOException {
        return Files.createDirectories(folder.resolve("directory"));
    }

    /**
     * @param name path below the folder; "/" separates
     * @param content read, not closed
     */
    Path file(String name, InputStream content, Instant modified) throws IOException {
        Path file = folder.resolve("files").resolve(name);
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(folder, "new", null);
        try {
            Files.copy(content, written, StandardCopyOption.REPLACE_EXISTING);
            if (!Files.isRegularFile(file) || Files.mismatch(file, written) >= 0) {
                Files.setLastModifiedTime(written, FileTime.from(modified));
                Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(written);
        }
        return file;
    }
}
