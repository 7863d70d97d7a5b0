package dev.drydock.engine.source;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what names of base images mean, whatever registries say today: a complete name and a digest on each line, sorted;
 * lines that begin with {@code #} are comments. Read without a JSON library.
 */
public final class LockFile {

    private static final String HEAD =
            "# Base images as drydock:lock found them; builds start from these and no others.\n";

    private LockFile() {}

    /** @param line counted from 1 */
    record Entry(Digest digest, int line) {}

    /** By complete name. */
    static Map<String, Entry> parse(Path file, byte[] bytes) {
        Map<String, Entry> entries = new TreeMap<>();
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
                entries.put(words[0], new Entry(Digest.parse(words[1]), number));
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild(
                        file + ":" + number + ": " + e.getMessage() + ": " + line,
                        "Write it anew with mvn drydock:lock, or delete it.");
            }
        }
        return entries;
    }

    static byte[] encode(Map<String, Digest> pinned) {
        StringBuilder text = new StringBuilder(HEAD);
        new TreeMap<>(pinned)
                .forEach((name, digest) ->
                        text.append(name).append(' ').append(digest).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
