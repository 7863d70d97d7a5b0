package dev.drydock.build;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what names of base images mean, whatever registries say today: a complete name and a digest on each line, sorted;
 * lines that begin with {@code #} are comments. Read without a JSON library.
 */
final class LockFile {

    private static final String HEAD = "# Base images as drydock:lock found them; names not in here are asked for.\n";

    private LockFile() {}

    /** What is pinned; nothing if there is no file. The build is said to have looked. */
    static Map<String, Digest> read(@Nullable Path file, BuildTrace trace) throws IOException {
        if (file == null) {
            return Map.of();
        }
        Optional<byte[]> bytes = trace.read(file);
        return bytes.isEmpty() ? Map.of() : parse(file, bytes.get());
    }

    static Map<String, Digest> parse(Path file, byte[] bytes) {
        Map<String, Digest> pinned = new TreeMap<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            String[] words = line.strip().split("\\s+");
            if (words[0].isEmpty() || words[0].startsWith("#")) {
                continue;
            }
            try {
                if (words.length != 2) {
                    throw new IllegalArgumentException("not a name and a digest");
                }
                pinned.put(words[0], Digest.parse(words[1]));
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild(
                        file + ":" + number + ": " + e.getMessage() + ": " + line,
                        "Write it anew with mvn drydock:lock, or delete it.");
            }
        }
        return pinned;
    }

    static byte[] encode(Map<String, Digest> pinned) {
        StringBuilder text = new StringBuilder(HEAD);
        new TreeMap<>(pinned)
                .forEach((name, digest) ->
                        text.append(name).append(' ').append(digest).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
