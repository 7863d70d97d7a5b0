package dev.drydock.copy;

import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old an archive is that does not say it itself. */
public final class ArchiveTimes {

    private ArchiveTimes() {}

    /**
     * The latest time of the files in an archive that ADD could unpack.
     *
     * @return null for a file that is no such archive, or a damaged one, or has no files in it
     */
    public static @Nullable Instant newest(Path file) {
        Instant newest = null;
        try (var tar = new TarReader(Archive.decompress(Files.newInputStream(file)))) {
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                boolean later = newest == null || entry.modified().isAfter(newest);
                if (entry.type() == TarEntry.Type.FILE && later) {
                    newest = entry.modified();
                }
            }
            return newest;
        } catch (IOException noArchive) {
            return null;
        }
    }
}
