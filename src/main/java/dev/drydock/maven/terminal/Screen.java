package dev.drydock.maven.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * Rows at the foot of a terminal, below the place where the next line of the log will begin: there the cursor rests, at the
 * beginning of an empty row. A line that somebody else prints meanwhile is therefore whole.
 *
 * <p>Every write leaves the terminal as it found it but for the rows: no colour, lines that wrap, a cursor to be seen. So
 * nothing has to be put right when the process ends, whatever way it does. Control functions are those of ECMA-48, and
 * DECAWM, which stops lines from wrapping while the rows are written: a row is one row even if the terminal has become
 * narrower or takes a character to be wider. Not thread-safe.
 */
final class Screen {

    private static final String START = "\r";
    private static final String ERASE_TO_END_OF_ROW = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final String PLAIN = "\u001b[0m";

    private final OutputStream out;
    private final Charset charset;
    private boolean drawn;
    private boolean broken;

    /** @param out the terminal, each of whose writes is passed on at once; not closed */
    Screen(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    /** Shows these rows in place of the ones before. */
    void draw(List<String> rows) {
        if (rows.isEmpty()) {
            clear();
            return;
        }
        StringBuilder frame = new StringBuilder(START + ERASE_TO_END_OF_ROW + WRAP_OFF);
        for (String row : rows) {
            frame.append("\r\n").append(row).append(PLAIN + ERASE_TO_END_OF_ROW);
        }
        frame.append(ERASE_BELOW + WRAP_ON + START + "\u001b[")
                .append(rows.size())
                .append('A');
        drawn = true;
        write(frame.toString());
    }

    /** Takes them away. */
    void clear() {
        if (drawn) {
            drawn = false;
            write(START + ERASE_BELOW);
        }
    }

    boolean isDrawn() {
        return drawn;
    }

    /** A terminal that is gone is not written to again; the log has its own way of noticing. */
    private void write(String text) {
        if (broken) {
            return;
        }
        try {
            out.write(text.getBytes(charset));
            out.flush();
        } catch (IOException e) {
            broken = true;
        }
    }
}
