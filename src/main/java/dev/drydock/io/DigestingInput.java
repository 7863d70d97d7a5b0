package dev.drydock.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** Hashes and counts what is read through it. Nothing is skipped unread. */
public final class DigestingInput extends FilterInputStream {

    private final MessageDigest digest;
    private long count;

    public DigestingInput(InputStream in, MessageDigest digest) {
        super(in);
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            digest.update((byte) b);
            count++;
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            digest.update(buffer, offset, n);
            count += n;
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        byte[] scratch = new byte[(int) Math.min(Math.max(n, 0), 8192)];
        long skipped = 0;
        while (skipped < n) {
            int r = read(scratch, 0, (int) Math.min(scratch.length, n - skipped));
            if (r < 0) {
                break;
            }
            skipped += r;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Bytes so far. */
    public long count() {
        return count;
    }

    /** The hash of all bytes so far; starts anew. */
    public byte[] hash() {
        return digest.digest();
    }

    /**
     * The hash of a whole file.
     *
     * @param digest new, used up by this
     */
    public static byte[] hash(Path file, MessageDigest digest) throws IOException {
        try (var in = new DigestingInput(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.hash();
        }
    }
}
