package dev.drydock.store;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what is wrong with the store's directory in words a user can act on. */
final class StoreFailures {

    private static final String ANOTHER = "choose another directory with -Ddrydock.cacheDirectory=DIRECTORY.";

    private StoreFailures() {}

    /** @param inProject whether the store is that of a project, in its build directory, and not the machine-wide one */
    static BuildFailure of(Path root, boolean inProject, IOException cause) {
        String directory = (inProject ? "The project's cache directory " : "The cache directory ") + root;
        if (Cause.isFullDisk(cause)) {
            return failure(
                    directory + " is on a disk without space for more",
                    cause,
                    root,
                    inProject
                            ? "Free some space."
                            : "Free some space, such as with 'mvn drydock:prune', or " + ANOTHER);
        }
        if (Files.exists(root) && !Files.isDirectory(root)) {
            return BuildFailure.ofEnvironment(
                    directory + " is a file, not a directory",
                    inProject ? "Remove it: mvn clean." : "Remove the file, or " + ANOTHER,
                    cause);
        }
        if (Cause.isForbidden(cause)) {
            return failure(
                    directory + " cannot be written to",
                    cause,
                    root,
                    "Make it writable for this user, or " + (inProject ? "remove it: mvn clean." : ANOTHER));
        }
        return failure(
                directory + " cannot be used",
                cause,
                root,
                inProject ? "Remove it: mvn clean." : "Check the path and the disk, or " + ANOTHER);
    }

    private static BuildFailure failure(String what, IOException cause, Path root, String hint) {
        return BuildFailure.ofEnvironment(what + ": " + Cause.of(cause, root), hint, cause);
    }
}
