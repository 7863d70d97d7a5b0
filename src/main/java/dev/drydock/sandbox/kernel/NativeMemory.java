package dev.drydock.sandbox.kernel;

import com.sun.jna.Memory;

/** Memory outside the heap whose address can be given to the kernel; everything in the machine's byte order. */
public final class NativeMemory {

    private final Memory memory;

    /** @param size in bytes, all of them zero */
    public NativeMemory(int size) {
        this.memory = new Memory(size);
        memory.clear();
    }

    public long address() {
        return com.sun.jna.Pointer.nativeValue(memory);
    }

    public void clear(int length) {
        memory.setMemory(0, length, (byte) 0);
    }

    public byte getByte(int offset) {
        return memory.getByte(offset);
    }

    public int getInt(int offset) {
        return memory.getInt(offset);
    }

    public long getLong(int offset) {
        return memory.getLong(offset);
    }

    public void putInt(int offset, int value) {
        memory.setInt(offset, value);
    }

    public void putLong(int offset, long value) {
        memory.setLong(offset, value);
    }

    public void put(int offset, byte[] bytes) {
        memory.write(offset, bytes, 0, bytes.length);
    }

    public byte[] bytes(int offset, int length) {
        return memory.getByteArray(offset, length);
    }
}
