package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Says what is wrong with the store's directory in words a user can act on. */
final class StoreFailures {

    private StoreFailures() {}

    static BuildFailure of(Path root, IOException cause) {
        String text = text(cause);
        if (text.contains("No space left") || text.contains("not enough space") || text.contains("quota exceeded")) {
            return BuildFailure.ofEnvironment(
                    "The cache directory " + root + " is full: " + text,
                    "Free space with 'mvn drydock:prune', or choose another directory with -Ddrydock.cacheDirectory=…",
                    cause);
        }
        if (cause instanceof AccessDeniedException
                || text.contains("Read-only")
                || text.contains("Permission denied")
                || text.contains("not permitted")) {
            return BuildFailure.ofEnvironment(
                    "The cache directory " + root + " cannot be written to: " + text,
                    "Make it writable for this user, or choose another directory with -Ddrydock.cacheDirectory=…",
                    cause);
        }
        return BuildFailure.ofEnvironment(
                "The cache directory " + root + " cannot be used: " + text,
                "Check the disk, or choose another directory with -Ddrydock.cacheDirectory=…",
                cause);
    }

    private static String text(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason() + " (" + file.getFile() + ")";
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
