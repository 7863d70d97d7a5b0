package dev.drydock.layer;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Layer;
import dev.drydock.io.SpoolFile;
import dev.drydock.io.compress.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Makes the blob of a layer on threads of its own, behind whoever writes the tar, who does not wait for it. */
public final class LayerCompression implements Closeable {

    private final FutureTask<Descriptor> work;
    private final LayerBlob blob;
    private final Thread thread;
    private boolean givenAway;

    /** A tar read and compressed is copied through this many bytes. */
    private static final int BUFFER = 1 << 16;

    private LayerCompression(SpoolFile tar, LayerBlob blob, ThreadFactory threads) {
        this.blob = blob;
        this.work = new FutureTask<>(() -> compress(tar, blob));
        this.thread = threads.newThread(work);
    }

    /**
     * Begins, perhaps before there is a byte of the tar.
     *
     * @param directory where the blob's temporary file is made
     * @param threads makes those that read and compress
     */
    public static LayerCompression start(SpoolFile tar, Path directory, Compression compression, ThreadFactory threads)
            throws IOException {
        var started = new LayerCompression(tar, new LayerBlob(directory, compression, 0, threads), threads);
        started.thread.start();
        return started;
    }

    private static Descriptor compress(SpoolFile tar, LayerBlob blob) throws IOException {
        try (blob;
                var in = tar.input()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                blob.output().write(buffer, 0, count);
            }
            return blob.finish();
        }
    }

    /**
     * Waits for the end.
     *
     * @param tar the layer as its tar says
     * @return the same layer, compressed; its file belongs to the caller
     */
    public WrittenLayer await(WrittenLayer tar) throws IOException {
        try {
            Descriptor descriptor = work.get();
            givenAway = true;
            return new WrittenLayer(
                    new Layer(descriptor, tar.layer().diffId()), tar.tarSize(), tar.index(), blob.file());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while a layer was compressed").initCause(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** Ends it. Of a blob that nobody has been given no file is left. */
    @Override
    public void close() throws IOException {
        boolean interrupted = false;
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!givenAway) {
            Files.deleteIfExists(blob.file());
        }
    }
}
