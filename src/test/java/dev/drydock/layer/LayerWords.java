package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Layers for tests, in words. */
public final class LayerWords {

    private LayerWords() {}

    /**
     * A layer in words: "dir/" and "file=content", "link->target", "hard=>target", "-whiteout", "opaque/*".
     */
    public static LayerListing listing(String... words) {
        List<IndexEntry> entries = new ArrayList<>();
        List<String> whiteouts = new ArrayList<>();
        List<String> opaques = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("-")) {
                whiteouts.add(word.substring(1));
            } else if (word.endsWith("*")) {
                opaques.add(word.substring(0, Math.max(0, word.length() - 2)));
            } else if (word.endsWith("/") && !word.contains("->")) {
                String name = word.substring(0, word.length() - 1);
                entries.add(new IndexEntry(TarEntry.directory(name, 0700, 1, 1, Instant.EPOCH), null));
            } else if (word.contains("=>")) {
                String[] parts = word.split("=>", -1);
                entries.add(new IndexEntry(file(parts[0], "").asHardLinkTo(parts[1]), null));
            } else if (word.contains("->")) {
                String[] parts = word.split("->");
                entries.add(new IndexEntry(TarEntry.symlink(parts[0], parts[1], 0, 0, Instant.EPOCH), null));
            } else {
                String[] parts = (word + " ").split("=");
                String content = parts[1].strip();
                entries.add(new IndexEntry(file(parts[0], content), digest(content)));
            }
        }
        return new LayerListing(entries, whiteouts, opaques);
    }

    public static LayerIndex layer(String... words) {
        return LayerIndex.of(listing(words));
    }

    public static TarEntry file(String name, String content) {
        return TarEntry.file(name, 0644, 0, 0, content.length(), Instant.EPOCH);
    }

    public static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
