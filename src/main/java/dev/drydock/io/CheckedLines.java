package dev.drydock.io;

import dev.drydock.startup.StartUp;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link CheckedText} line by line, whatever its length. Whether the lines are what was written is known when the last
 * one was read.
 */
@StartUp
public final class CheckedLines implements Closeable {

    private final InputStream in;
    private final CRC32C sum = new CRC32C();
    private byte[] buffer = new byte[1 << 14];
    private int from;
    private int to;
    private boolean ended;
    private boolean whole;

    private CheckedLines(InputStream in) {
        this.in = in;
    }

    /** @throws java.nio.file.NoSuchFileException if there is no such file */
    public static CheckedLines open(Path file) throws IOException {
        return new CheckedLines(Files.newInputStream(file));
    }

    /** The next line; null if there is none. */
    public @Nullable String next() throws IOException {
        int end = lineEnd();
        if (end < 0) {
            return null;
        }
        String line = new String(buffer, from, end - from, StandardCharsets.UTF_8);
        if (end + 1 == to && line.startsWith(CheckedText.LAST)) {
            whole = line.equals(CheckedText.last(sum));
            from = to;
            return null;
        }
        sum.update(buffer, from, end + 1 - from);
        from = end + 1;
        return line;
    }

    /** Where the line break of the next line is, which is the last byte in the buffer only if it is the last of all; or -1. */
    private int lineEnd() throws IOException {
        int end = from;
        while (true) {
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (end + 1 < to || ended) {
                return end < to ? end : -1;
            }
            end -= from;
            fill();
        }
    }

    /** Reads on, moving what is left to the beginning. */
    private void fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, to * 2);
        }
        int read = in.read(buffer, to, buffer.length - to);
        ended = read < 0;
        to += Math.max(read, 0);
    }

    /** Whether {@link #next} has come to the end of a text that is whole. */
    public boolean areWhole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
