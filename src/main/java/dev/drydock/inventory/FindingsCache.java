package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.CheckedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Findings about layers and files, kept from build to build in a folder that all builds of the machine share. A damaged file
 * counts as missing. The modification time of a file is the time of its last use, by the day.
 */
public final class FindingsCache {

    private static final Duration DAY = Duration.ofDays(1);

    private final Path folder;

    /** @param folder made when something is to be kept */
    public FindingsCache(Path folder) {
        this.folder = folder;
    }

    /** @param key digest of everything the finding depends on, the version of the form it is written in included */
    Optional<String> find(Digest key) throws IOException {
        Path file = folder.resolve(key.hex());
        Optional<String> found = CheckedText.read(file);
        if (found.isPresent()) {
            use(file);
        }
        return found;
    }

    private static void use(Path file) throws IOException {
        Instant now = Instant.now();
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(DAY))) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (NoSuchFileException e) {
            // pruned since; what was read is good
        }
    }

    void keep(Digest key, String finding) throws IOException {
        Files.createDirectories(folder);
        AtomicFiles.write(folder.resolve(key.hex()), CheckedText.encode(finding));
    }
}
