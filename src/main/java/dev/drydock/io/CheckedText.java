package dev.drydock.io;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Lines of text in UTF-8, with a last one that has the checksum of the others: {@code crc HEX}, a CRC-32C. Against files cut short,
 * not against anybody: of ten megabytes in a Java just started, a SHA-256 takes half a second.
 */
@StartUp
public final class CheckedText {

    static final String LAST = "crc ";

    private CheckedText() {}

    /** @param lines each with a line break at its end */
    public static byte[] encode(String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        byte[] last = (last(checksum(bytes, bytes.length)) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[bytes.length + last.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(last, 0, all, bytes.length, last.length);
        return all;
    }

    /** The lines without the checksum; empty if they are not whole. */
    public static Optional<String> decode(byte[] bytes) {
        int end = bytes.length - 1;
        if (end < 0 || bytes[end] != '\n') {
            return Optional.empty();
        }
        int last = end;
        while (last > 0 && bytes[last - 1] != '\n') {
            last--;
        }
        String line = new String(bytes, last, end - last, StandardCharsets.UTF_8);
        return line.equals(last(checksum(bytes, last)))
                ? Optional.of(new String(bytes, 0, last, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The lines in a file; empty if there is no such file, or it is not whole. */
    public static Optional<String> read(Path file) throws IOException {
        try {
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** As {@link #read}, one by one; none if there is no such file, or it is not whole. */
    public static List<String> lines(Path file) throws IOException {
        Optional<String> text = read(file);
        return text.isEmpty() || text.get().isEmpty()
                ? List.of()
                : List.of(text.get().split("\n"));
    }

    private static CRC32C checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc;
    }

    /** The last line, without its line break. */
    static String last(CRC32C sum) {
        return LAST + Long.toHexString(sum.getValue());
    }
}
