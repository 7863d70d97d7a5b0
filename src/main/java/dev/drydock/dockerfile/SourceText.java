package dev.drydock.dockerfile;

import dev.drydock.failure.BuildFailure;
import org.jspecify.annotations.Nullable;

/** The text behind a Dockerfile, kept for messages. */
record SourceText(String fileName, byte[] bytes) {

    BuildFailure failure(SourceRange range, String message, @Nullable String hint) {
        return BuildFailure.ofBuild(fileName + ":" + range.first() + ": " + message, hint);
    }
}
