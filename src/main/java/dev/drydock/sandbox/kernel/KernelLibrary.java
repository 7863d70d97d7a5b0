package dev.drydock.sandbox.kernel;

import com.sun.jna.Native;

/** The library this package makes its calls with, for those who have to put it on a class path. */
public final class KernelLibrary {

    private KernelLibrary() {}

    /** A class of it; not initialised by this. */
    public static Class<?> type() {
        return Native.class;
    }
}
