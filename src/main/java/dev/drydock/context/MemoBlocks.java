package dev.drydock.context;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records out of a memo's file, several thousand at once, and remembers some of them. The file is not held open: whoever wants
 * to replace it may, and what is read then is no record, or one of another file. Not thread-safe.
 */
final class MemoBlocks {

    /** In bytes. */
    static final int BLOCK = 1 << 16;

    private static final int KEPT = 8;

    private final @Nullable Path file;
    private final Map<Integer, byte[]> kept = new LinkedHashMap<>();

    /** @param file null for one that nothing is read from */
    MemoBlocks(@Nullable Path file) {
        this.file = file;
    }

    /** Reads the record at a place; false if there is none. */
    boolean read(int place, byte[] record) {
        int number = place / BLOCK;
        int at = place % BLOCK;
        byte[] block = kept.get(number);
        if (block == null || block.length < at + MemoRecord.LENGTH) { // it may have grown
            kept.remove(number);
            block = read(number);
            if (kept.size() == KEPT) {
                Iterator<Integer> oldest = kept.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            kept.put(number, block);
        }
        if (block.length < at + MemoRecord.LENGTH || !MemoRecord.isWhole(block, at)) {
            return false;
        }
        System.arraycopy(block, at, record, 0, MemoRecord.LENGTH);
        return true;
    }

    /** With the rest of a record that begins in it. */
    private byte[] read(int number) {
        if (file == null) {
            return new byte[0];
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long begin = (long) number * BLOCK;
            ByteBuffer block =
                    ByteBuffer.allocate((int) Math.max(0, Math.min(BLOCK + MemoRecord.LENGTH, in.size() - begin)));
            while (block.hasRemaining() && in.read(block, begin + block.position()) >= 0) {
                // until all is there
            }
            byte[] read = new byte[block.position()];
            System.arraycopy(block.array(), 0, read, 0, read.length);
            return read;
        } catch (IOException unknown) {
            return new byte[0]; // what cannot be read is not known
        }
    }
}
