package dev.drydock.run.content;

import dev.drydock.io.BufferInput;
import dev.drydock.layer.LayerWriter;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file that is read when it is its turn, piece by piece.
 *
 * @param direct where the pieces go, which is the reader's alone then
 */
record LargeFile(ChangedFile file, ByteBuffer direct) implements Piece {

    @Override
    public void write(LayerWriter writer) throws IOException {
        try (file) {
            writer.add(file.describe(), new BufferInput(direct, file.content()::read));
            file.settle();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
