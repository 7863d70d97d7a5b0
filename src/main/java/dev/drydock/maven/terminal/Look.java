package dev.drydock.maven.terminal;

import dev.drydock.maven.log.Status.Paint;

/**
 * How things look on a terminal.
 *
 * @param colours whether there are any; Maven's colours for the same meanings, of the sixteen that every terminal has
 */
record Look(boolean colours) {

    private static final String RESET = "\u001b[0m";
    private static final String SPINNER = "|/-\\";

    /** Something that moves with each number. */
    String spinner(long number) {
        int at = Math.floorMod(number, SPINNER.length());
        return painted("36", SPINNER.substring(at, at + 1));
    }

    String faint(String text) {
        return painted("2", text);
    }

    String painted(Paint paint, String text) {
        return switch (paint) {
            case STEP -> painted("36", text);
            case GOOD -> painted("32", text);
            case BAD -> painted("1;31", text);
        };
    }

    private String painted(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
