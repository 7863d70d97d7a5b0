package dev.drydock.io;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes a {@link CheckedText} line by line; it is whole after {@link #finish}. */
@StartUp
public final class CheckedLinesWriter {

    private final OutputStream out;
    private final CRC32C sum = new CRC32C();

    /** @param out stays the caller's; should be buffered */
    public CheckedLinesWriter(OutputStream out) {
        this.out = out;
    }

    /** @param line without line breaks */
    public void line(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        sum.update(bytes);
        out.write(bytes);
    }

    public void finish() throws IOException {
        out.write((CheckedText.last(sum) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
