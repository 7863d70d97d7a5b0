package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.language.JarFacts;
import dev.drydock.io.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Findings about layers and files, kept from build to build in a folder that all builds of the machine share: each a file with
 * a CRC-32C at its end. A damaged file counts as missing. The modification time of a file is the time of its last use, by the
 * day. Whatever was read or kept once stays in memory, too. Used by several threads.
 */
public final class FindingsCache {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int CHECKSUM = 4;
    private static final String LAYER = "layer";
    private static final String JAR = "jar";

    private final Path folder;
    private final Map<Digest, List<Finding>> layers = new ConcurrentHashMap<>();
    private final Map<Digest, JarFacts> jars = new ConcurrentHashMap<>();

    /** @param folder made when something is to be kept */
    public FindingsCache(Path folder) {
        this.folder = folder;
    }

    /** All that is found in a layer, whatever the image; null if nobody has looked yet. */
    @Nullable
    List<Finding> layer(Digest diffId) throws IOException {
        List<Finding> known = layers.get(diffId);
        if (known == null) {
            Optional<byte[]> kept = find(LAYER, diffId);
            if (kept.isPresent()) {
                known = FindingsCodec.decode(kept.get());
                layers.put(diffId, known);
            }
        }
        return known;
    }

    /**
     * Reads what is kept about a layer, for those who will ask soon.
     *
     * @return whether anything is
     */
    public boolean recall(Digest diffId) throws IOException {
        return layer(diffId) != null;
    }

    void keepLayer(Digest diffId, List<Finding> findings) throws IOException {
        layers.put(diffId, findings);
        keep(LAYER, diffId, FindingsCodec.encode(findings));
    }

    /** Null if nobody has looked yet. */
    @Nullable
    JarFacts jar(Digest sha256) throws IOException {
        JarFacts known = jars.get(sha256);
        if (known == null) {
            Optional<byte[]> kept = find(JAR, sha256);
            if (kept.isPresent()) {
                known = FindingsCodec.decodeJar(kept.get());
                jars.put(sha256, known);
            }
        }
        return known;
    }

    void keepJar(Digest sha256, JarFacts facts) throws IOException {
        jars.put(sha256, facts);
        keep(JAR, sha256, FindingsCodec.encode(facts));
    }

    private Optional<byte[]> find(String kind, Digest about) throws IOException {
        Path file = file(kind, about);
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length - CHECKSUM;
            if (end < 0 || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
                return Optional.empty();
            }
            use(file);
            return Optional.of(Arrays.copyOf(bytes, end));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void use(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(DAY))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    private void keep(String kind, Digest about, byte[] finding) throws IOException {
        byte[] all = Arrays.copyOf(finding, finding.length + CHECKSUM);
        ByteBuffer.wrap(all).putInt(finding.length, checksum(finding, finding.length));
        Files.createDirectories(folder);
        AtomicFiles.write(file(kind, about), all);
    }

    private Path file(String kind, Digest about) {
        String key = kind + " " + FindingsCodec.VERSION + " " + about;
        return folder.resolve(Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
