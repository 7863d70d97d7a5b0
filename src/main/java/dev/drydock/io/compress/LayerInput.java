package dev.drydock.io.compress;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens stored layers whatever they are compressed with. */
public final class LayerInput {

    private static final int BUFFER = 1 << 16;

    private LayerInput() {}

    /** The uncompressed bytes of a gzip, zstd or plain file, told apart by their first bytes; buffered. */
    public static InputStream open(Path blob) throws IOException {
        return open(Files.newInputStream(blob));
    }

    /**
     * The same for a file, or for a pipe through which one comes.
     *
     * @param size of the file; a pipe that ends before fails the reader
     */
    public static InputStream open(Path blob, long size) throws IOException {
        InputStream in = Files.newInputStream(blob);
        return open(Files.isRegularFile(blob) ? in : new PipeInput(in, size));
    }

    private static InputStream open(InputStream file) throws IOException {
        try {
            return decompress(new BufferedInputStream(file, BUFFER));
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The same for a stream; closing the result closes it. */
    public static InputStream decompress(InputStream in) throws IOException {
        BufferedInputStream buffered =
                in instanceof BufferedInputStream already ? already : new BufferedInputStream(in, BUFFER);
        buffered.mark(4);
        byte[] magic = buffered.readNBytes(4);
        buffered.reset();
        if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
            return new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER);
        }
        if (isZstd(magic)) {
            return new BufferedInputStream(new ZstdInputStream(buffered).setContinuous(false), BUFFER);
        }
        return buffered;
    }

    /** A zstd frame, or a skippable frame that one begins with. */
    private static boolean isZstd(byte[] magic) {
        if (magic.length < 4) {
            return false;
        }
        int value = magic[0] & 0xFF | (magic[1] & 0xFF) << 8 | (magic[2] & 0xFF) << 16 | (magic[3] & 0xFF) << 24;
        return value == 0xFD2FB528 || (value & 0xFFFFFFF0) == 0x184D2A50;
    }

    /**
     * A pipe, or what was one when it was opened. It cannot say how much there is to come now, and if it said nothing, a gzip file
     * of several members would end behind the first after which its writer pauses.
     */
    private static final class PipeInput extends FilterInputStream {

        private final long size;
        private long count;

        PipeInput(InputStream in, long size) {
            super(in);
            this.size = size;
        }

        @Override
        public int available() {
            return 1;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            counted(value < 0 ? -1 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return counted(in.read(bytes, offset, length));
        }

        private int counted(int read) throws IOException {
            if (read < 0 && count < size) {
                throw new EOFException("only " + count + " of " + size + " bytes came");
            }
            count += Math.max(0, read);
            return read;
        }
    }
}
