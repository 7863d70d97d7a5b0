package dev.drydock.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of bytes, one after another, that stay where they were put: it grows without a copy of what is there. The address of a
 * piece is a number; a piece is never cut.
 */
final class ByteChunks {

    private static final int SHIFT = 16;
    private static final int CHUNK = 1 << SHIFT;

    private final List<byte[]> chunks = new ArrayList<>();
    private final IndexSink sink = new IndexSink();
    private byte[] last = new byte[0];
    private int length;

    /**
     * Adds bytes behind their length.
     *
     * @return the address of both
     */
    int addText(byte[] text) {
        sink.clear();
        sink.text(text);
        return sink.addTo(this);
    }

    /** @return the address of the piece */
    int add(byte[] bytes, int from, int count) {
        if (last.length - length < count) {
            last = new byte[Math.max(CHUNK, count)];
            length = 0;
            chunks.add(last);
        }
        int begin = length;
        System.arraycopy(bytes, from, last, begin, count);
        // An address has room for offsets below the size of a chunk: behind a larger piece comes a new one.
        length = last.length > CHUNK ? last.length : begin + count;
        return chunks.size() - 1 << SHIFT | begin;
    }

    /** The bytes from an address on. */
    IndexSource at(int address) {
        byte[] chunk = chunks.get(address >>> SHIFT);
        return new IndexSource(chunk, address & CHUNK - 1, chunk.length);
    }

    byte[] chunk(int address) {
        return chunks.get(address >>> SHIFT);
    }
}
