package dev.drydock.report.content;

/** The fate of a file of a layer in the layers above it. */
public enum Fate {
    /** A container of the image sees it. */
    VISIBLE,
    /** A later layer has another file in its place. */
    REPLACED,
    /** A later layer has it again with the same content: only its owner, mode or time changed. */
    REPEATED,
    /** A later layer deletes it, or a directory that it is in. */
    DELETED
}
