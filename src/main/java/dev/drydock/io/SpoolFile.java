package dev.drydock.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A {@link GrowingFile} of unknown size with its writer: the reader gets what has been written so far, waits for more, and comes to
 * the end when the writer has finished. How far the two are apart costs disk, not memory.
 */
public final class SpoolFile {

    private static final int BUFFER = 1 << 17;

    private final GrowingFile file;
    private final OutputStream writer;
    private final OutputStream output;

    /** @param path a file that is not there yet; stays the caller's */
    public SpoolFile(Path path) throws IOException {
        this.file = new GrowingFile(path, Long.MAX_VALUE);
        this.writer = new Writer(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        this.output = new BufferedOutputStream(writer, BUFFER);
    }

    public Path path() {
        return file.path();
    }

    /** Always the same; {@link #finish} or {@link #abandon} closes it. */
    public OutputStream output() {
        return output;
    }

    /** All is written: the reader finds the end. Closes the output. */
    public void finish() throws IOException {
        output.flush();
        file.ended();
        writer.close();
    }

    /** No more is written: the reader fails. */
    public void abandon() throws IOException {
        file.givenUp();
        writer.close();
    }

    /** Reads from the beginning. */
    public InputStream input() {
        return file.read();
    }

    private final class Writer extends FilterOutputStream {

        Writer(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            file.grown(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            file.grown(length);
        }
    }
}
