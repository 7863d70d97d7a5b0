package dev.drydock.run.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Whether a program of this machine can do without any other file (elf(5)): it names no loader. */
final class StaticProgram {

    private static final int HEADER = 64;
    private static final int ENTRY = 56;
    private static final int PT_INTERP = 3;
    private static final int MOST_ENTRIES = 64;

    private StaticProgram() {}

    /** False also for what is no program of 64 bits and this machine's byte order, which all processors we run on have. */
    static boolean is(Path program) throws IOException {
        try (FileChannel file = FileChannel.open(program)) {
            ByteBuffer header = read(file, 0, HEADER);
            if (header.limit() < HEADER || header.get(4) != 2 || header.get(5) != 1) {
                return false;
            }
            int entries = Short.toUnsignedInt(header.getShort(56));
            if (header.getInt(0) != 0x464c457f || entries > MOST_ENTRIES || header.getShort(54) != ENTRY) {
                return false;
            }
            ByteBuffer table = read(file, header.getLong(32), entries * ENTRY);
            for (int at = 0; at + ENTRY <= table.limit(); at += ENTRY) {
                if (table.getInt(at) == PT_INTERP) {
                    return false;
                }
            }
            return entries > 0;
        }
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) > 0) {
            // Goes on behind what has come.
        }
        return buffer.flip();
    }
}
