package dev.drydock.context;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import dev.drydock.startup.StartUp;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Remembers digests of files that have not changed since they were last read, from build to build, by what {@link FileStamp}
 * sees. A log of fixed-size records, each with a checksum: processes append to it, whole records in one write; what does not
 * check out is passed over. Usable from several threads. New digests are on disk after {@link #close}.
 */
public final class ContentMemo implements Closeable {

    private static final int MAGIC = 0x44444D32; // "DDM2"

    /** Magic, checksums of the path (16), size, modified, changed, inode (8 each), digest (32), checksum (4). */
    private static final int RECORD = 4 + 16 + 32 + 32 + 4;

    /** So many outdated records are worth a rewrite. */
    private static final int SLACK = 1000;

    private final @Nullable Path file;
    private final Map<Key, Known> known;
    private final ConcurrentLinkedQueue<Map.Entry<Key, Known>> added = new ConcurrentLinkedQueue<>();

    @StartUp
    private record Key(long high, long low) {
        /**
         * Checksums, which the JVM computes in machine code: among a hundred thousand files, of which one with the same would
         * have to have the same inode and times besides, they do as well as a digest and take a tenth of its time.
         */
        static Key of(FileStamp stamp) {
            byte[] path = stamp.path().getBytes(StandardCharsets.UTF_8);
            var crc32 = new CRC32();
            crc32.update(path);
            var crc32c = new CRC32C();
            crc32c.update(path);
            return new Key(
                    crc32.getValue() << Integer.SIZE | crc32c.getValue(),
                    (long) stamp.path().hashCode() << Integer.SIZE | path.length);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && high == key.high && low == key.low;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(high);
        }
    }

    /** Without the device: a path that leads to another file system leads to another inode or change time. */
    private record Known(long size, long modified, long changed, long inode, byte[] sha256) {

        static Known of(FileStamp stamp, Digest digest) {
            byte[] sha256 = HexFormat.of().parseHex(digest.hex());
            return new Known(stamp.size(), stamp.modified(), stamp.changed(), stamp.inode(), sha256);
        }

        boolean is(FileStamp stamp) {
            return size == stamp.size()
                    && modified == stamp.modified()
                    && changed == stamp.changed()
                    && inode == stamp.inode();
        }
    }

    private ContentMemo(@Nullable Path file, Map<Key, Known> known) {
        this.file = file;
        this.known = known;
    }

    /** Knows nothing in the beginning, and is forgotten in the end. */
    public static ContentMemo forNow() {
        return new ContentMemo(null, new ConcurrentHashMap<>());
    }

    /** The memo kept in a file; empty if there is none yet. */
    public static ContentMemo open(Path file) throws IOException {
        Map<Key, Known> known = new ConcurrentHashMap<>();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new ContentMemo(file, known);
        }
        known = new ConcurrentHashMap<>(bytes.length / RECORD * 2);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= RECORD) {
            if (in.getInt(in.position()) != MAGIC || !isWhole(bytes, in.position())) {
                in.position(in.position() + 1); // behind a torn record, look for the next
                continue;
            }
            in.getInt();
            var key = new Key(in.getLong(), in.getLong());
            long size = in.getLong();
            long modified = in.getLong();
            long changed = in.getLong();
            long inode = in.getLong();
            byte[] hash = new byte[32];
            in.get(hash);
            in.getInt();
            known.put(key, new Known(size, modified, changed, inode, hash));
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

    /** The digest, if the file still looks as it did; else null. */
    public @Nullable Digest find(FileStamp stamp) {
        Known found = known.get(Key.of(stamp));
        return found != null && found.is(stamp) ? Digest.ofSha256(found.sha256) : null;
    }

    /** For a file that did not change while it was read, and whose stamp was settled before. */
    public void remember(FileStamp stamp, Digest digest) {
        Key key = Key.of(stamp);
        var value = Known.of(stamp, digest);
        known.put(key, value);
        added.add(Map.entry(key, value));
    }

    private static byte[] encode(Collection<Map.Entry<Key, Known>> entries) {
        byte[] bytes = new byte[entries.size() * RECORD];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        for (Map.Entry<Key, Known> entry : entries) {
            int at = out.position();
            Known file = entry.getValue();
            out.putInt(MAGIC);
            out.putLong(entry.getKey().high).putLong(entry.getKey().low);
            out.putLong(file.size).putLong(file.modified).putLong(file.changed).putLong(file.inode);
            out.put(file.sha256);
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
        if (file == null || learned.isEmpty()) {
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
