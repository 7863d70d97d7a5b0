package dev.drydock.registry;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.http.AnswerSink;
import dev.drydock.http.Content;
import dev.drydock.http.HttpCall;
import dev.drydock.image.Descriptor;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A blob of one registry as content to send to another, never stored here. It is not verified on its way: the receiving
 * registry does that against the digest, before anything can name the blob.
 */
record RemoteContent(RegistryCalls calls, Repository from, Descriptor blob) implements Content {

    private static final ThreadFactory THREADS = DaemonThreads.named("drydock-stream");

    @Override
    public long size() {
        return blob.size();
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public ReadableByteChannel openAt(long offset) throws IOException {
        Pipe pipe = Pipe.open();
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread reader = THREADS.newThread(() -> {
            try (Pipe.SinkChannel out = pipe.sink()) {
                try {
                    fetch(offset, out);
                } catch (IOException e) {
                    failure.set(e);
                }
            } catch (IOException | InterruptedException e) {
                failure.compareAndSet(null, new IOException("the stream between the registries ended", e));
            }
        });
        reader.start();
        return new Reading(pipe.source(), reader, failure);
    }

    private void fetch(long offset, Pipe.SinkChannel out) throws IOException, InterruptedException {
        HttpCall call = HttpCall.get(from.blob(blob.digest())).into(new PassingSink(offset, out));
        if (offset > 0) {
            call = call.with("Range", "bytes=" + offset + "-");
        }
        RegistryCalls.wanted(call, calls.once(from.toPull(), call), 200, 206);
    }

    /** Passes bytes on from the offset, whether the registry starts there or at the beginning. */
    private static final class PassingSink implements AnswerSink {

        private final long offset;
        private final Pipe.SinkChannel out;
        private long skip;

        PassingSink(long offset, Pipe.SinkChannel out) {
            this.offset = offset;
            this.out = out;
        }

        @Override
        public boolean accepts(int status, HttpHeaders headers) {
            skip = status == 200 ? offset : 0;
            return status == 200 || status == 206;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int skipped = (int) Math.min(skip, bytes.remaining());
            bytes.position(bytes.position() + skipped);
            skip -= skipped;
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    private record Reading(Pipe.SourceChannel in, Thread reader, AtomicReference<@Nullable IOException> failure)
            implements ReadableByteChannel {

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = in.read(into);
            IOException why = failure.get();
            if (count < 0 && why != null) {
                throw why;
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return in.isOpen();
        }

        @Override
        public void close() throws IOException {
            in.close();
            reader.interrupt();
        }
    }
}
