package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * A file for a {@link dev.drydock.plan.RecordedStep}.
 *
 * @param below diff IDs of the layers of the image it was recorded with, lowest first
 */
public record Recording(Path file, Platform platform, List<Digest> below) {

    public Recording {
        below = List.copyOf(below);
    }
}
