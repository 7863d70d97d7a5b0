package dev.drydock.run;

import dev.drydock.image.Digest;

/** Hears of a run as it happens. Called on threads of the engine's, one call of a run at a time; must be quick. */
public interface RunListener {

    /** The process printed a line; without its line end. Not called of inherited streams. */
    void line(String line);

    /** A layer of the root, or of a mount, has to be unpacked first; told before {@link #ready}. */
    default void unpacking(Digest diffId) {}

    /** All that had to be prepared or waited for is there, and the process starts. Not called of a run that fails before. */
    default void ready() {}
}
