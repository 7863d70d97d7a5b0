package dev.drydock.layout;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a layout can be written to a directory, to be asked before time is spent on what goes there. */
public final class LayoutDirectory {

    private static final String ANOTHER = "Choose another directory with drydock.layoutDirectory.";

    private static final Set<String> OURS = Set.of(OciLayout.MARKER, OciLayout.INDEX, "blobs");

    private LayoutDirectory() {}

    /**
     * Changes nothing that lasts: a directory that is missing is made when the layout is written.
     *
     * @throws BuildFailure if it cannot be written to, is a file, or has anything in it that is no part of a layout, since
     *     what is below its {@code blobs} would be deleted
     */
    public static void check(Path directory) {
        try {
            if (Files.exists(directory)) {
                checkContent(directory);
            }
            tryToWrite(nearest(directory.toAbsolutePath().resolve("blobs/sha256")));
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    /** The failure to report when a layout could not be written there. */
    public static BuildFailure failure(Path directory, IOException cause) {
        return BuildFailure.ofEnvironment(
                "The image cannot be written to " + directory + ": " + Cause.of(cause, directory),
                Cause.isFullDisk(cause)
                        ? "Free some space there, or choose another directory with drydock.layoutDirectory."
                        : ANOTHER,
                cause);
    }

    private static void checkContent(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw BuildFailure.ofBuild(
                    "The image cannot be written to " + directory + ": it is a file, not a directory", ANOTHER);
        }
        String other = other(directory);
        if (other != null && !Files.exists(directory.resolve(OciLayout.MARKER))) {
            throw BuildFailure.ofBuild(
                    "The image cannot be written to " + directory
                            + ": the directory is not an OCI image layout, but has other things in it, such as "
                            + other,
                    "Name a directory that is empty or does not exist with drydock.layoutDirectory.");
        }
    }

    private static @Nullable String other(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // A writer that was killed may have left a hidden file.
                if (!OURS.contains(name) && !name.startsWith(".")) {
                    return name;
                }
            }
        }
        return null;
    }

    /** @throws IOException about the directory, not about the file that was tried */
    private static void tryToWrite(Path directory) throws IOException {
        try {
            Files.delete(Files.createTempFile(directory, ".drydock-", ""));
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(directory.toString());
        } catch (NoSuchFileException e) {
            throw new FileSystemException(directory.toString(), null, "no file can be made in it");
        } catch (FileSystemException e) {
            throw new FileSystemException(directory.toString(), null, e.getReason());
        }
    }

    private static Path nearest(Path path) {
        Path at = path;
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
