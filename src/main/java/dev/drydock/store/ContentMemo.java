package dev.drydock.store;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.io.DigestingInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Digests of files that have not changed since they were last read, by what {@link FileStamp} sees. A log of fixed-size
 * records, each with a checksum: processes append to it, whole records in one write; what does not check out is passed over.
 * Usable from several threads. New digests are on disk after {@link #close}.
 */
public final class ContentMemo implements Closeable {

    private static final int MAGIC = 0x44444D31; // "DDM1"

    /** Magic, hash of the path (16), size, modified, changed, inode (8 each), digest (32), checksum (4). */
    private static final int RECORD = 4 + 16 + 32 + 32 + 4;

    /** So many outdated records are worth a rewrite. */
    private static final int SLACK = 1000;

    private final Path file;
    private final Map<Key, Known> known;
    private final ConcurrentLinkedQueue<Map.Entry<Key, Known>> added = new ConcurrentLinkedQueue<>();

    private record Key(long high, long low) {
        static Key of(Path file) {
            byte[] path = file.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
            ByteBuffer hash = ByteBuffer.wrap(Digest.newSha256().digest(path));
            return new Key(hash.getLong(), hash.getLong());
        }

        // Not left to the record, see FileStamp.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && high == key.high && low == key.low;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(high);
        }
    }

    private record Known(FileStamp stamp, Digest digest) {}

    private ContentMemo(Path file, Map<Key, Known> known) {
        this.file = file;
        this.known = known;
    }

    static ContentMemo open(Path file) throws IOException {
        Map<Key, Known> known = new ConcurrentHashMap<>();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new ContentMemo(file, known);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= RECORD) {
            if (in.getInt(in.position()) != MAGIC || !isWhole(bytes, in.position())) {
                in.position(in.position() + 1); // behind a torn record, look for the next
                continue;
            }
            in.getInt();
            var key = new Key(in.getLong(), in.getLong());
            var stamp = new FileStamp(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            byte[] hash = new byte[32];
            in.get(hash);
            in.getInt();
            known.put(key, new Known(stamp, Digest.ofSha256(hash)));
        }
        var memo = new ContentMemo(file, known);
        if (bytes.length / RECORD > known.size() * 2 + SLACK) {
            // Records that others append meanwhile are lost, which costs them one more reading.
            AtomicFiles.write(file, encode(known.entrySet()));
        }
        return memo;
    }

    private static boolean isWhole(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at + RECORD - 4) == checksum(bytes, at);
    }

    private static int checksum(byte[] bytes, int at) {
        var crc = new CRC32C();
        crc.update(bytes, at, RECORD - 4);
        return (int) crc.getValue();
    }

    /** The SHA-256 of a file, remembered or read now. The path should have no link in it that may change its meaning. */
    public Digest digest(Path path) throws IOException {
        return digest(path, FileStamp.of(path));
    }

    /** The same for a file whose stamp the caller has just taken. */
    public Digest digest(Path path, FileStamp stamp) throws IOException {
        Optional<Digest> remembered = find(path, stamp);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Instant before = Instant.now();
        var hash = Digest.newSha256();
        try (InputStream in = new DigestingInput(Files.newInputStream(path), hash)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // hashing
            }
        }
        Digest digest = Digest.ofSha256(hash.digest());
        if (stamp.isSettled(before) && FileStamp.of(path).equals(stamp)) {
            remember(path, stamp, digest);
        }
        return digest;
    }

    /** The digest, if the file still looks as it did. */
    public Optional<Digest> find(Path path, FileStamp stamp) {
        Known found = known.get(Key.of(path));
        return found != null && found.stamp.equals(stamp) ? Optional.of(found.digest) : Optional.empty();
    }

    /** For callers that read the file themselves, and are sure that it did not change meanwhile. */
    public void remember(Path path, FileStamp stamp, Digest digest) {
        Key key = Key.of(path);
        var value = new Known(stamp, digest);
        known.put(key, value);
        added.add(Map.entry(key, value));
    }

    private static byte[] encode(Collection<Map.Entry<Key, Known>> entries) {
        byte[] bytes = new byte[entries.size() * RECORD];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        for (Map.Entry<Key, Known> entry : entries) {
            int at = out.position();
            FileStamp stamp = entry.getValue().stamp;
            out.putInt(MAGIC);
            out.putLong(entry.getKey().high).putLong(entry.getKey().low);
            out.putLong(stamp.size())
                    .putLong(stamp.modified())
                    .putLong(stamp.changed())
                    .putLong(stamp.inode());
            out.put(HexFormat.of().parseHex(entry.getValue().digest.hex()));
            out.putInt(checksum(bytes, at));
        }
        return bytes;
    }

    /** Appends what was learned. */
    @Override
    public void close() throws IOException {
        List<Map.Entry<Key, Known>> learned = new ArrayList<>();
        for (var next = added.poll(); next != null; next = added.poll()) {
            learned.add(next);
        }
        if (learned.isEmpty()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(encode(learned));
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                log.write(bytes);
            }
        }
    }
}
