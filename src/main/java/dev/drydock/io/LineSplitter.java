package dev.drydock.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Bytes a process prints, given on line by line without line ends. Text after a carriage return takes the place of what
 * the line held before, as on a terminal: a progress meter that writes over itself is given on in its last state. Bytes that are no
 * UTF-8 are replaced.
 */
public final class LineSplitter {

    /** A longer line is given on in parts. */
    private static final int LONGEST = 64 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean returned;

    public LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    public void add(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n') {
                give();
            } else if (each == '\r') {
                returned = true;
            } else {
                overwrite();
                line.write(each);
                if (line.size() >= LONGEST) {
                    give();
                }
            }
        }
    }

    /** Only when something comes: a return at the end of a line is part of its end. */
    private void overwrite() {
        if (returned) {
            line.reset();
            returned = false;
        }
    }

    /** Gives on what is left. */
    public void end() {
        if (line.size() > 0) {
            give();
        }
    }

    private void give() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
        returned = false;
    }
}
