package dev.drydock.run.content;

import dev.drydock.layer.LayerWriter;
import java.io.IOException;

/** One entry of a layer, in its order. */
interface Piece extends AutoCloseable {

    void write(LayerWriter writer) throws IOException;

    /** Lets go of what it still has open. */
    @Override
    default void close() {
        // most have nothing
    }
}
