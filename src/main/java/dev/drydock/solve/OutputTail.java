package dev.drydock.solve;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last of what a process printed, to be shown again if it fails. Used by several threads. */
final class OutputTail {

    /** In characters: far more than anybody reads, little enough to hold for every step that runs. */
    private static final int LIMIT = 1 << 20;

    private final Deque<String> lines = new ArrayDeque<>();
    private long held;
    private boolean cut;

    synchronized void add(String line) {
        lines.add(line);
        held += line.length() + 1;
        while (held > LIMIT && lines.size() > 1) {
            held -= lines.remove().length() + 1;
            cut = true;
        }
    }

    synchronized String text() {
        return (cut ? "[… earlier output left out]\n" : "") + String.join("\n", lines);
    }
}
