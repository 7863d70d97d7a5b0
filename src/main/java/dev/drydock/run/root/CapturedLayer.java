package dev.drydock.run.root;

import dev.drydock.layer.LayerCompression;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.WrittenLayer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The layer of a run, which may still be being compressed.
 *
 * @param tar the layer uncompressed; its file belongs to the receiver
 * @param compression null if the layer is to stay as it is
 */
public record CapturedLayer(WrittenLayer tar, @Nullable LayerCompression compression) implements AutoCloseable {

    /** Whether nothing more is done with it. */
    public boolean isComplete() {
        return compression == null;
    }

    /** As a layer to stand on. */
    LayerFile asLayerFile() {
        return new LayerFile(tar.layer(), tar.file());
    }

    /** Waits for the layer in the form that was asked for. Without compression it is the same. */
    public WrittenLayer await() throws IOException {
        return compression == null ? tar : compression.await(tar);
    }

    @Override
    public void close() throws IOException {
        if (compression != null) {
            compression.close();
        }
    }
}
