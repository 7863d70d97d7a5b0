package dev.drydock.engine;

import dev.drydock.startup.StartUp;
import java.nio.file.Path;

/**
 * Where a build keeps things. All directories are made when they are missing.
 *
 * @param output takes {@code image.json} and {@code image.digest}; {@code target/drydock}
 * @param layout takes the image; {@code target/drydock/image}
 * @param projectCache results of COPY and WORKDIR; {@code target/drydock/cache}
 * @param store machine-wide: base images, results of RUN, unpacked layers
 */
@StartUp
public record Workspace(Path output, Path layout, Path projectCache, Path store) {

    public static Workspace of(Path output, Path store) {
        return new Workspace(output, output.resolve("image"), output.resolve("cache"), store);
    }

    /**
     * Copies of jars that were made for the image. A copy is never written to: one with other content is put in its place, which
     * shows in its inode even where it does not show in its times.
     */
    public Path jars() {
        return output.resolve("jars");
    }
}
