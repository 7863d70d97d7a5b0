package dev.drydock.sandbox.supervise;

import dev.drydock.sandbox.kernel.NativeMemory;

/** Where things are in {@code struct seccomp_notif}. */
public final class Notification {

    static final int SIZE = 80;
    static final int RESPONSE_SIZE = 24;

    private Notification() {}

    public static long id(NativeMemory request) {
        return request.getLong(0);
    }

    /** The thread that asks. */
    public static int pid(NativeMemory request) {
        return request.getInt(8);
    }

    public static int call(NativeMemory request) {
        return request.getInt(16);
    }

    public static long argument(NativeMemory request, int index) {
        return request.getLong(32 + 8 * index);
    }
}
