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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts about jars, known by their content: from earlier builds, or because they have just been looked into. */
final class JarShelf implements Closeable {

    private static final String KIND = "jar";

    private final FindingsCache cache;
    private final Map<Digest, JarFacts> known = new HashMap<>();
    private @Nullable Path temporary;

    JarShelf(FindingsCache cache) {
        this.cache = cache;
    }

    /** Null if the jar has to be looked into. */
    @Nullable
    JarFacts find(Digest sha256) throws IOException {
        JarFacts there = known.get(sha256);
        if (there != null) {
            return there;
        }
        var kept = cache.find(KIND, sha256);
        if (kept.isEmpty()) {
            return null;
        }
        JarFacts facts = FindingsCodec.decodeJar(kept.get());
        known.put(sha256, facts);
        return facts;
    }

    void lookInto(Digest sha256, InputStream content) throws IOException {
        if (known.containsKey(sha256)) {
            return;
        }
        Path folder = temporary == null ? Files.createTempDirectory("drydock-jars") : temporary;
        temporary = folder;
        Path jar = folder.resolve("jar");
        Files.copy(content, jar, StandardCopyOption.REPLACE_EXISTING);
        JarFacts facts = JarReader.read(jar, folder);
        known.put(sha256, facts);
        cache.keep(KIND, sha256, FindingsCodec.encode(facts));
    }

    @Override
    public void close() throws IOException {
        if (temporary != null) {
            FileTrees.delete(temporary);
        }
    }
}
