package dev.drydock.export;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.AtomicFiles;
import dev.drydock.layout.ArchiveWriter;
import dev.drydock.layout.OciLayout;
import dev.drydock.startup.StartUp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The built image as one file. Nothing is built.
 *
 * @param layout of the image
 * @param store machine-wide, for layers that were left in a registry
 * @param names the image is to have; none for those it was built with
 * @param platform of several the one for Docker's format, which knows only one
 */
@StartUp
public record ImageArchive(Path layout, Path store, List<Reference> names, Platform platform) {

    /** The format of the file, named after the programs that read it. */
    public enum Format {
        /** {@code docker load}, {@code podman load}, containerd, and everything else. */
        DOCKER,
        /** The layout as it is, all platforms: podman, skopeo, and Docker from version 25 on. */
        OCI
    }

    /** An archive of an image that was built here, for this machine's platform. */
    public static ImageArchive of(Workspace workspace, List<Reference> names) {
        return new ImageArchive(workspace.layout(), workspace.store(), names, Platform.current());
    }

    /**
     * Writes a file, which appears when it is complete. Directories are made.
     *
     * @throws dev.drydock.failure.BuildFailure if there is no image
     */
    public void write(Format format, Path file, BuildEnvironment surroundings) throws IOException {
        OciLayout image = CompleteLayout.of(layout, store, surroundings);
        Path absolute = file.toAbsolutePath();
        Path temporary = absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(absolute.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                write(image, format, out);
            }
            AtomicFiles.move(temporary, absolute);
        } catch (IOException e) {
            throw BuildFailure.ofCause("The image cannot be written to " + file, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** @param out not closed */
    void write(OciLayout image, Format format, OutputStream out) throws IOException {
        ArchiveWriter writer = new ArchiveWriter(image);
        if (format == Format.OCI) {
            writer.oci(out);
        } else {
            writer.docker(image.image("", platform), namesOf(image), out);
        }
    }

    List<Reference> namesOf(OciLayout image) {
        return names.isEmpty() ? image.names() : names;
    }
}
