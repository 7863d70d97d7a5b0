package dev.drydock.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Bytes a process prints, given on line by line without line ends. A carriage return alone ends a line as well: progress
 * meters write over theirs. What is no UTF-8 is replaced.
 */
final class LineSplitter {

    /** A longer line is given on in parts. */
    private static final int LONGEST = 64 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterReturn;

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void add(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n') {
                if (!afterReturn) {
                    give();
                }
                afterReturn = false;
            } else if (each == '\r') {
                give();
                afterReturn = true;
            } else {
                line.write(each);
                afterReturn = false;
                if (line.size() >= LONGEST) {
                    give();
                }
            }
        }
    }

    /** Gives on what is left. */
    void end() {
        if (line.size() > 0) {
            give();
        }
    }

    private void give() {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
