package dev.drydock.build;

import dev.drydock.failure.BuildFailure;

/** Failures that are only warned of. */
final class Warnings {

    private Warnings() {}

    /** Message and hint on one line. */
    static String of(BuildFailure failure) {
        return failure.getMessage() + (failure.hint() == null ? "" : " (" + failure.hint() + ")");
    }
}
