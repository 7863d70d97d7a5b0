package dev.drydock.maven.recording;

import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import dev.drydock.layer.WrittenLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file among all that a container has written. */
final class WrittenFile {

    private WrittenFile() {}

    /**
     * Takes a file out of the changes, whose own file is deleted.
     *
     * @param path absolute, in the container
     * @param to not there yet
     * @return whether the file is there and not empty
     */
    static boolean take(WrittenLayer changes, String path, Path to) throws IOException {
        String name = path.substring(1);
        try (var reader = new TarReader(LayerInput.open(changes.file()))) {
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.isFile() && entry.name().equals(name) && entry.size() > 0) {
                    Files.copy(reader.content(), to);
                    return true;
                }
            }
            return false;
        } finally {
            Files.deleteIfExists(changes.file());
        }
    }
}
