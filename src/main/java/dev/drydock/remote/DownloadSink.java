package dev.drydock.remote;

import dev.drydock.http.AnswerSink;
import dev.drydock.http.Backoff;
import dev.drydock.http.LocalFailure;
import dev.drydock.image.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content of a successful answer to a file, digested on the way. A further answer begins the file anew. Not
 * thread-safe, but for the connection's thread and the one that waits for it.
 */
final class DownloadSink implements AnswerSink, Closeable {

    private final Path file;
    private final long maxBytes;
    private final MessageDigest sum = Digest.newSha256();
    private @Nullable FileChannel channel;
    private long size;
    private volatile boolean begun;

    /** @param file made when content comes */
    DownloadSink(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** There is more content than may be downloaded. */
    static final class TooLarge extends IOException implements Backoff.Advice {
        @Override
        public boolean mayPass() {
            return false;
        }
    }

    /** To be called before each request. */
    void expectAnswer() {
        begun = false;
    }

    /** Whether the content has begun to come since {@link #expectAnswer}. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public boolean accepts(int status, HttpHeaders headers) throws IOException {
        if (status < 200 || status >= 300) {
            return false;
        }
        begun = true;
        size = 0;
        sum.reset();
        try {
            close();
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
        return true;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            throw new IllegalStateException("content of an answer that was not accepted");
        }
        size += bytes.remaining();
        if (size > maxBytes) {
            throw new TooLarge();
        }
        sum.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
    }

    /**
     * Ends the file, the answer having ended well.
     *
     * @return digest of the content
     */
    Digest finish() throws IOException {
        close();
        return Digest.ofSha256(sum.digest());
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
