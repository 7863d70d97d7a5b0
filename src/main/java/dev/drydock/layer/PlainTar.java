package dev.drydock.layer;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.io.SpoolFile;
import dev.drydock.io.compress.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tar of a layer as it is. Its digest is the diff ID. */
final class PlainTar implements LayerTarget {

    private final SpoolFile tar;
    private boolean finished;

    PlainTar(SpoolFile tar) {
        this.tar = tar;
    }

    @Override
    public OutputStream output() {
        return tar.output();
    }

    @Override
    public Path file() {
        return tar.path();
    }

    @Override
    public Descriptor finish(Digest diffId, long tarSize) throws IOException {
        tar.finish();
        finished = true;
        return new Descriptor(LayerWriter.mediaType(Compression.NONE), diffId, tarSize);
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            try {
                tar.abandon();
            } finally {
                Files.deleteIfExists(tar.path());
            }
        }
    }
}
