package dev.drydock.io.compress;

import dev.drydock.concurrent.DaemonThreads;
import dev.drydock.io.compress.BlockFormat.Encoded;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a stream in blocks on several threads. The result depends on the bytes alone, not on threads, machine or
 * Java, so that equal layers have equal digests.
 *
 * <p>The output is complete only after {@link #finish}. {@link #close} stops the threads and closes the stream written to;
 * without finish it leaves an incomplete file.
 */
public abstract class CompressingOutput extends OutputStream {

    CompressingOutput() {}

    /** @param threads 0 for all the machine has */
    public static CompressingOutput open(OutputStream out, Compression compression, int threads) throws IOException {
        return open(out, compression, threads, DaemonThreads.named("drydock-compress"));
    }

    /** @param factory makes the threads */
    public static CompressingOutput open(OutputStream out, Compression compression, int threads, ThreadFactory factory)
            throws IOException {
        int workers = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        return switch (compression) {
            case GZIP -> new Blocks(out, new GzipFormat(), workers, factory);
            case ZSTD -> new Blocks(out, new ZstdFormat(), workers, factory);
            case NONE -> new Plain(out);
        };
    }

    /** Compresses what is left and writes the end of the format; does not close. */
    public abstract void finish() throws IOException;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    private static final class Plain extends CompressingOutput {
        private final OutputStream out;

        Plain(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static final class Blocks extends CompressingOutput {
        private final OutputStream out;
        private final BlockFormat format;
        private final int workers;
        private final ThreadFactory factory;
        private final CRC32 crc = new CRC32();
        private final ArrayDeque<Pending> pending = new ArrayDeque<>();
        private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
        private @Nullable ExecutorService executor;
        private byte[] buffer;
        private int history;
        private int filled;
        private long size;

        private record Pending(Future<Encoded> result, byte[] buffer) {}

        Blocks(OutputStream out, BlockFormat format, int workers, ThreadFactory factory) throws IOException {
            this.out = out;
            this.format = format;
            this.workers = workers;
            this.factory = factory;
            this.buffer = newBuffer();
            out.write(format.header());
        }

        /** History, then the block. */
        private byte[] newBuffer() {
            byte[] reused = spare.poll();
            return reused != null ? reused : new byte[format.historySize() + format.blockSize()];
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            crc.update(bytes, offset, length);
            size += length;
            int at = offset;
            int left = length;
            while (left > 0) {
                if (filled == format.blockSize()) {
                    submit();
                }
                int n = Math.min(left, format.blockSize() - filled);
                System.arraycopy(bytes, at, buffer, format.historySize() + filled, n);
                filled += n;
                at += n;
                left -= n;
            }
        }

        private void submit() throws IOException {
            // One block per thread at work and one waiting for it.
            while (pending.size() >= workers * 2) {
                writeFirst();
            }
            if (executor == null) {
                executor = Executors.newFixedThreadPool(workers, factory);
            }
            byte[] full = buffer;
            int fullHistory = history;
            int start = format.historySize();
            int length = filled;
            pending.add(new Pending(executor.submit(() -> format.encode(full, start, length, fullHistory)), full));
            byte[] next = newBuffer();
            int kept = Math.min(format.historySize(), fullHistory + length);
            System.arraycopy(full, start + length - kept, next, start - kept, kept);
            history = kept;
            buffer = next;
            filled = 0;
        }

        private void writeFirst() throws IOException {
            Pending first = pending.remove();
            try {
                Encoded encoded = first.result.get();
                out.write(encoded.bytes(), 0, encoded.length());
                spare.add(first.buffer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("compression failed", e.getCause());
            }
        }

        @Override
        public void finish() throws IOException {
            while (!pending.isEmpty()) {
                writeFirst();
            }
            if (filled > 0 || size == 0) {
                Encoded encoded = format.encode(buffer, format.historySize(), filled, history);
                out.write(encoded.bytes(), 0, encoded.length());
                filled = 0;
            }
            out.write(format.trailer((int) crc.getValue(), size));
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (executor != null) {
                executor.shutdownNow();
            }
            out.close();
        }
    }
}
