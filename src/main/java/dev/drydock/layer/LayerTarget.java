package dev.drydock.layer;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Takes the tar of a layer and makes a temporary file of it. */
interface LayerTarget extends Closeable {

    /** Takes the tar. */
    OutputStream output();

    Path file();

    /**
     * Completes the file, which then belongs to whoever writes the layer.
     *
     * @param diffId of the tar
     * @param tarSize its bytes
     */
    Descriptor finish(Digest diffId, long tarSize) throws IOException;

    /** Deletes an unfinished file; does nothing after {@link #finish}. */
    @Override
    void close() throws IOException;
}
