package dev.drydock.sandbox.kernel;

/** Flags of open(2); some differ between the architectures. */
public final class OpenFlags {

    public static final int READ = 0;
    public static final int WRITE = 1;
    public static final int READ_WRITE = 2;
    public static final int CREATE = 0100;
    /** With {@link #CREATE}: fail if there is such a file. */
    public static final int NEW = 0200;

    public static final int TRUNCATE = 01000;
    /** Do not wait for the other end of a fifo. */
    public static final int NON_BLOCKING = 04000;

    static final int CLOSE_ON_EXEC = 02000000;
    static final int DIRECTORY = RawCalls.ARCHITECTURE == Architecture.AMD64 ? 0200000 : 040000;
    static final int NO_FOLLOW = RawCalls.ARCHITECTURE == Architecture.AMD64 ? 0400000 : 0100000;

    private OpenFlags() {}
}
