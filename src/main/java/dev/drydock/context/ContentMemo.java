package dev.drydock.context;

import dev.drydock.image.Digest;
import dev.drydock.io.AtomicFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers digests of files that have not changed since they were last read, from build to build, by what {@link FileStamp}
 * sees. A log of {@link MemoRecord}s: processes append to it, whole records in one write; what does not check out is passed
 * over. In memory is only where the record of a file is; neighbours in a directory are neighbours in the log, so it is read in
 * blocks. Usable from several threads. New digests are on disk after {@link #close}.
 */
public final class ContentMemo implements Closeable {

    /** So many outdated records are worth a rewrite. */
    private static final int SLACK = 1000;

    /** So many new records are kept back until they are appended. */
    private static final int NEW = 512;

    private final @Nullable Path file;
    private final MemoPlaces places;
    private final MemoBlocks blocks;

    /** Records not appended yet; the place of the first is -1, of the next -2. */
    private byte[] added = new byte[8 * MemoRecord.LENGTH];

    private int length;

    private ContentMemo(@Nullable Path file, MemoPlaces places) {
        this.file = file;
        this.places = places;
        this.blocks = new MemoBlocks(file);
    }

    /** Knows nothing in the beginning, and is forgotten in the end. */
    public static ContentMemo forNow() {
        return new ContentMemo(null, new MemoPlaces(0));
    }

    /** The memo kept in a file; empty if there is none yet. */
    public static ContentMemo open(Path file) throws IOException {
        try {
            long size = Files.size(file);
            MemoPlaces places = read(file, size);
            if (size / MemoRecord.LENGTH <= places.count() * 2L + SLACK) {
                return new ContentMemo(file, places);
            }
            // Records that others append meanwhile are lost, which costs them one more reading.
            AtomicFiles.write(file, new Compacted(file, places));
            return new ContentMemo(file, read(file, Files.size(file)));
        } catch (NoSuchFileException e) {
            return new ContentMemo(file, new MemoPlaces(0));
        }
    }

    private static MemoPlaces read(Path file, long size) throws IOException {
        MemoPlaces places = new MemoPlaces((int) Math.min(size / MemoRecord.LENGTH, Integer.MAX_VALUE));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[MemoBlocks.BLOCK];
            int from = 0;
            int to = 0;
            for (long begin = 0; ; ) { // of the buffer, in the file
                int read = in.read(buffer, to, buffer.length - to);
                if (read < 0) {
                    return places;
                }
                to += read;
                while (to - from >= MemoRecord.LENGTH && begin + from <= Integer.MAX_VALUE) {
                    if (MemoRecord.isWhole(buffer, from)) {
                        places.put(MemoRecord.key(buffer, from), (int) (begin + from));
                        from += MemoRecord.LENGTH;
                    } else {
                        from++; // behind a torn record, look for the next
                    }
                }
                System.arraycopy(buffer, from, buffer, 0, to - from);
                begin += from;
                to -= from;
                from = 0;
            }
        }
    }

    /** The records that count, in the order they were in. */
    private record Compacted(Path file, MemoPlaces places) implements AtomicFiles.Content {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            MemoBlocks blocks = new MemoBlocks(file);
            byte[] record = new byte[MemoRecord.LENGTH];
            for (int place : places.inOrder()) {
                if (blocks.read(place, record)) {
                    out.write(record);
                }
            }
        }
    }

    /** The digest, if the file still looks as it did; else null. */
    public synchronized @Nullable Digest find(FileStamp stamp) {
        byte[] wanted = MemoRecord.of(stamp);
        int place = places.get(MemoRecord.key(wanted, 0));
        if (place == MemoPlaces.NOWHERE) {
            return null;
        }
        if (place < 0) {
            return MemoRecord.digest(added, (-1 - place) * MemoRecord.LENGTH, wanted);
        }
        byte[] found = new byte[MemoRecord.LENGTH];
        return blocks.read(place, found) ? MemoRecord.digest(found, 0, wanted) : null;
    }

    /** For a file that did not change while it was read, and whose stamp was settled before. */
    public synchronized void remember(FileStamp stamp, Digest digest) {
        if (length == added.length) {
            added = Arrays.copyOf(added, length * 2);
        }
        byte[] record = MemoRecord.of(stamp, digest);
        places.put(MemoRecord.key(record, 0), -1 - length / MemoRecord.LENGTH);
        System.arraycopy(record, 0, added, length, record.length);
        length += record.length;
        if (file != null && length >= NEW * MemoRecord.LENGTH) {
            try {
                append(file);
            } catch (IOException again) {
                // They stay for close, which tells if it fails once more.
                return;
            }
        }
    }

    /** Somebody else may append at the same time: then records are not where they are looked for, and are not known. */
    private void append(Path log) throws IOException {
        Path directory = log.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        long begin;
        try (FileChannel out = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(added, 0, length);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            begin = out.size() - length;
        }
        for (int at = 0; at < length && begin + at <= Integer.MAX_VALUE; at += MemoRecord.LENGTH) {
            long key = MemoRecord.key(added, at);
            if (places.get(key) == -1 - at / MemoRecord.LENGTH) {
                places.put(key, (int) (begin + at));
            }
        }
        length = 0;
    }

    /** Appends what was learned. */
    @Override
    public synchronized void close() throws IOException {
        if (file != null && length > 0) {
            append(file);
        }
    }
}
