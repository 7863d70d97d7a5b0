package dev.drydock.sandbox.launch;

import dev.drydock.sandbox.kernel.Architecture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The smallest static ELF file: one segment of code, one of data that can be written to. */
final class Executable {

    static final long CODE_ADDRESS = 0x400000;
    /** Below 2 GB, so that it fits every address field. */
    static final long DATA_ADDRESS = 0x10000000;

    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final int SEGMENTS = 3;
    private static final int CODE_OFFSET = 0x100;
    /** The largest page of either architecture: file offsets and addresses must agree below it. */
    private static final int PAGE = 0x10000;

    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;
    private static final int PT_LOAD = 1;
    private static final int PT_GNU_STACK = 0x6474e551;

    private Executable() {}

    static byte[] of(Architecture architecture, byte[] code, byte[] data) {
        int codeEnd = CODE_OFFSET + code.length;
        int dataOffset = (codeEnd + PAGE - 1) / PAGE * PAGE;
        var file = ByteBuffer.allocate(dataOffset + data.length).order(ByteOrder.LITTLE_ENDIAN);
        header(file, architecture);
        segment(file, PT_LOAD, READ | EXECUTE, 0, CODE_ADDRESS, codeEnd);
        segment(file, PT_LOAD, READ | WRITE, dataOffset, DATA_ADDRESS, data.length);
        segment(file, PT_GNU_STACK, READ | WRITE, 0, 0, 0);
        file.put(CODE_OFFSET, code).put(dataOffset, data);
        return file.array();
    }

    private static void header(ByteBuffer file, Architecture architecture) {
        file.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2); // executable
        file.putShort((short) (architecture == Architecture.AMD64 ? 62 : 183));
        file.putInt(1);
        file.putLong(CODE_ADDRESS + CODE_OFFSET); // entry
        file.putLong(HEADER); // segment table
        file.putLong(0); // no section table
        file.putInt(0);
        file.putShort((short) HEADER);
        file.putShort((short) SEGMENT);
        file.putShort((short) SEGMENTS);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    }

    private static void segment(ByteBuffer file, int type, int flags, long offset, long address, long size) {
        file.putInt(type).putInt(flags);
        file.putLong(offset).putLong(address).putLong(address);
        file.putLong(size).putLong(size);
        file.putLong(PAGE);
    }
}
