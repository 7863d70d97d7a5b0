package dev.drydock.maven.terminal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A terminal as far as {@link Screen} needs one: rows of cells, and the control functions that it writes. All characters are narrow. */
final class Terminal extends OutputStream {

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private int row;
    private int column;
    private boolean wraps = true;
    private boolean plain = true;
    private int writes;

    Terminal(int columns) {
        this.columns = columns;
        rows.add(new StringBuilder());
    }

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException("byte by byte");
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        writes++;
        print(new String(bytes, from, length, StandardCharsets.UTF_8));
    }

    int writes() {
        return writes;
    }

    /** Lines with the cursor at the beginning of the row it is in, and nothing left on: as a line of a log finds it. */
    boolean isAsFound() {
        return wraps && plain && column == 0 && pending.isEmpty();
    }

    /** A line of the log, or of anybody. */
    void line(String text) {
        print(text + "\r\n");
    }

    /** Everything on it, without spaces at the ends of rows and without empty rows at its end. */
    String text() {
        StringBuilder out = new StringBuilder();
        for (StringBuilder each : rows) {
            out.append(each.toString().stripTrailing()).append('\n');
        }
        return out.toString().stripTrailing();
    }

    int cursorRow() {
        return row;
    }

    private void print(String text) {
        for (char c : text.toCharArray()) {
            if (!pending.isEmpty() || c == '\u001b') {
                pending.append(c);
                if (pending.length() > 2 && Character.isLetter(c)) {
                    act(pending.substring(2, pending.length() - 1), c);
                    pending.setLength(0);
                }
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                down();
            } else {
                put(c);
            }
        }
    }

    private void put(char c) {
        if (column == columns) {
            if (wraps) {
                column = 0;
                down();
            } else {
                column = columns - 1;
            }
        }
        StringBuilder line = rows.get(row);
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column++, c);
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }

    private void act(String argument, char function) {
        switch (function) {
            case 'K' -> cut();
            case 'J' -> {
                cut();
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'A' -> row = Math.max(0, row - Integer.parseInt(argument));
            case 'm' -> plain = argument.equals("0");
            case 'l', 'h' -> {
                if (!argument.equals("?7")) {
                    throw new IllegalArgumentException("mode " + argument);
                }
                wraps = function == 'h';
            }
            default -> throw new IllegalArgumentException("function " + function);
        }
    }

    private void cut() {
        StringBuilder line = rows.get(row);
        line.setLength(Math.min(line.length(), column));
    }
}
