package dev.drydock.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Hashes and counts what passes through. */
public final class DigestingOutput extends FilterOutputStream {

    private final MessageDigest digest;
    private long count;

    public DigestingOutput(OutputStream out, MessageDigest digest) {
        super(out);
        this.digest = digest;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        count += length;
    }

    /** Bytes so far. */
    public long count() {
        return count;
    }

    /** The hash of all bytes so far; starts anew. */
    public byte[] hash() {
        return digest.digest();
    }
}
