package dev.drydock.buildkit;

import dev.drydock.process.Program;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a client's error output, where it tells its progress, line by line. */
record ProgressReader(Format format) implements Program.Output {

    /** A format of progress. */
    interface Format {
        void line(String line);
    }

    /** Lines end with a line feed and nothing else: what a step prints may have carriage returns in it. */
    @Override
    public void readFrom(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = buffered.read(); next >= 0; next = buffered.read()) {
            if (next == '\n') {
                give(line);
            } else {
                line.write(next);
            }
        }
        if (line.size() > 0) {
            give(line);
        }
    }

    private void give(ByteArrayOutputStream line) {
        format.line(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
