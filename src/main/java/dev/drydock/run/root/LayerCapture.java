package dev.drydock.run.root;

import dev.drydock.image.Digest;
import dev.drydock.io.SpoolFile;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerCompression;
import dev.drydock.layer.LayerWriter;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.sandbox.kernel.BackgroundThreads;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the changes of a run as a layer. Its tar is all that the next run waits for, so it goes to a file as it is; threads that
 * give way to whatever else runs compress it from there.
 */
final class LayerCapture implements AutoCloseable {

    private final LayerWriter writer;
    private final @Nullable LayerCompression compression;
    private boolean finished;

    private LayerCapture(LayerWriter writer, @Nullable LayerCompression compression) {
        this.writer = writer;
        this.compression = compression;
    }

    static LayerCapture open(Capture capture) throws IOException {
        var tar = new SpoolFile(capture.directory().resolve("tar-" + UUID.randomUUID()));
        var writer = new LayerWriter(tar);
        try {
            return new LayerCapture(
                    writer,
                    capture.compression() == Compression.NONE
                            ? null
                            : LayerCompression.start(
                                    tar,
                                    capture.directory(),
                                    capture.compression(),
                                    BackgroundThreads.named("compress")));
        } catch (IOException | RuntimeException | Error e) {
            writer.close();
            throw e;
        }
    }

    /** Takes the changes. */
    LayerWriter writer() {
        return writer;
    }

    /** Keeps what a layer was made of. */
    interface Files {
        void keep(Digest diffId) throws IOException;
    }

    /** All changes are written. The layer belongs to the caller, as does what is still done with it. */
    CapturedLayer finish(Files files) throws IOException {
        var tar = writer.finish();
        try {
            files.keep(tar.layer().diffId());
        } catch (IOException | RuntimeException | Error e) {
            java.nio.file.Files.deleteIfExists(tar.file());
            throw e;
        }
        finished = true;
        return new CapturedLayer(tar, compression);
    }

    /** Leaves nothing; does nothing after {@link #finish}. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            try (writer) {
                if (compression != null) {
                    compression.close();
                }
            }
        }
    }
}
