package dev.drydock.http.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from a server; blocks. Used by one thread at a time, closed by any. */
interface Link extends Closeable {

    /** @return the number of bytes read, at least one; -1 if nothing comes any more */
    int read(ByteBuffer into) throws IOException;

    /** Takes all that remains in the buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** An empty buffer of the kind and size this reads best. */
    ByteBuffer newBuffer();
}
