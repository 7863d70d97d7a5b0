package dev.drydock.report.content;

import dev.drydock.io.tar.TarEntry;

/** The kinds of rows of a {@link FileTable}. */
public enum FileKind {
    DIRECTORY('d'),
    FILE('f'),
    SYMLINK('l'),
    /** Another name of a file that has a row already; takes no bytes. */
    HARD_LINK('h'),
    /** A device or a pipe. */
    SPECIAL('s');

    private final char letter;

    FileKind(char letter) {
        this.letter = letter;
    }

    /** The letter it has in the data of the page. */
    public char letter() {
        return letter;
    }

    static FileKind of(TarEntry entry) {
        return switch (entry.type()) {
            case FILE -> FILE;
            case DIRECTORY -> DIRECTORY;
            case SYMLINK -> SYMLINK;
            case HARD_LINK -> HARD_LINK;
            default -> SPECIAL;
        };
    }
}
