package dev.drydock.layer;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.io.BackgroundOutput;
import dev.drydock.io.DigestingOutput;
import dev.drydock.io.compress.CompressingOutput;
import dev.drydock.io.compress.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;

/** The blob of a layer in a temporary file, being made of the layer's tar. Equal tars make equal blobs. */
final class LayerBlob implements LayerTarget {

    private final Path file;
    private final Compression compression;
    private final DigestingOutput blob;
    private final CompressingOutput compressor;
    private boolean finished;

    /**
     * @param directory where the file is made; must be there
     * @param threads that compress; 0 for all the machine has
     * @param factory makes the threads
     */
    LayerBlob(Path directory, Compression compression, int threads, ThreadFactory factory) throws IOException {
        this.compression = compression;
        this.file = directory.resolve("layer-" + UUID.randomUUID());
        this.blob = new DigestingOutput(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Digest.newSha256());
        this.compressor = CompressingOutput.open(new BackgroundOutput(blob), compression, threads, factory);
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public OutputStream output() {
        return compressor;
    }

    @Override
    public Descriptor finish(Digest diffId, long tarSize) throws IOException {
        return finish();
    }

    /** The same: the blob says all there is to know. */
    Descriptor finish() throws IOException {
        compressor.finish();
        compressor.close();
        finished = true;
        return new Descriptor(LayerWriter.mediaType(compression), Digest.ofSha256(blob.hash()), blob.count());
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            try {
                compressor.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
