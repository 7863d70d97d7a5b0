package dev.drydock.io.compress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits into an array of bytes, lowest bit first, as deflate packs them. */
final class BitSink {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] out = {};
    private int at;
    private long pending;
    private int count;

    /** The array needs eight bytes more than will be written. */
    void begin(byte[] target) {
        out = target;
        at = 0;
        pending = 0;
        count = 0;
    }

    /** @param length at most 56; higher bits of value must be 0 */
    void put(long value, int length) {
        pending |= value << count;
        count += length;
        LONG.set(out, at, pending);
        int whole = count >>> 3;
        at += whole;
        pending >>>= whole << 3;
        count &= 7;
    }

    /** Zeros up to the next byte. */
    void align() {
        put(0, -count & 7);
    }

    /** Whole bytes; only when aligned. */
    void bytes(byte[] bytes, int from, int length) {
        System.arraycopy(bytes, from, out, at, length);
        at += length;
    }

    /** Bytes written; only when aligned. */
    int finish() {
        return at;
    }
}
