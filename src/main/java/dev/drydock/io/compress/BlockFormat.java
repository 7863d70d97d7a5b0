package dev.drydock.io.compress;

/**
 * A compression format whose output is made of independently compressed blocks. Implementations are pure functions of the
 * bytes they are given, called from several threads at once.
 */
interface BlockFormat {

    /** A run of compressed bytes. */
    record Encoded(byte[] bytes, int length) {}

    /** Uncompressed bytes of each block but the last. */
    int blockSize();

    /** Bytes before a block that its compression may refer to. */
    int historySize();

    /** Bytes the file starts with. */
    byte[] header();

    /**
     * Compresses {@code length} bytes from {@code start}; bytes before start, as many as {@code history}, are those that came
     * before.
     */
    Encoded encode(byte[] buffer, int start, int length, int history);

    /**
     * Bytes the file ends with.
     *
     * @param crc32 of all uncompressed bytes
     */
    byte[] trailer(int crc32, long size);
}
