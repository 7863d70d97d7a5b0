package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.language.JarFacts;
import dev.drydock.inventory.language.JarReader;
import dev.drydock.io.FileTrees;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Looks into jars that nobody has looked into yet. */
final class JarShelf implements Closeable {

    private final FindingsCache cache;
    private @Nullable Path temporary;

    JarShelf(FindingsCache cache) {
        this.cache = cache;
    }

    /** Null if the jar has to be looked into. */
    @Nullable
    JarFacts find(Digest sha256) throws IOException {
        return cache.jar(sha256);
    }

    void lookInto(Digest sha256, InputStream content) throws IOException {
        if (cache.jar(sha256) != null) {
            return;
        }
        Path folder = temporary == null ? Files.createTempDirectory("drydock-jars") : temporary;
        temporary = folder;
        Path jar = folder.resolve("jar");
        Files.copy(content, jar, StandardCopyOption.REPLACE_EXISTING);
        cache.keepJar(sha256, JarReader.read(jar, folder));
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            FileTrees.delete(temporary);
        }
    }
}
