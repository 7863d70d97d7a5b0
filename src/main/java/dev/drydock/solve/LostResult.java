package dev.drydock.solve;

import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;

/** The layer of a shared result, relied upon already, cannot be had after all: what rests on it has to be solved anew. */
final class LostResult extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Digest blob;

    LostResult(Digest blob, Exception why) {
        super(Cause.of(why), why);
        this.blob = blob;
    }

    Digest blob() {
        return blob;
    }
}
