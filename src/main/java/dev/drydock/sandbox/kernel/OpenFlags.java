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

    /** The file itself, neither to be read nor written. */
    public static final int PATH = 010000000;
    /** A file without a name, in the directory that is opened; with {@link #DIRECTORY}. */
    public static final int UNNAMED = 020000000;

    public static final int CLOSE_ON_EXEC = 02000000;
    public static final int DIRECTORY = RawCalls.ARCHITECTURE == Architecture.AMD64 ? 0200000 : 040000;
    public static final int NO_FOLLOW = RawCalls.ARCHITECTURE == Architecture.AMD64 ? 0400000 : 0100000;

    private OpenFlags() {}
}
