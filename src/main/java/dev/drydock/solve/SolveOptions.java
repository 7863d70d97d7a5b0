package dev.drydock.solve;

import dev.drydock.io.compress.Compression;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is carried out.
 *
 * @param noCache execute every step whatever the stores know; results are recorded all the same
 * @param compression of layers that steps make; base layers stay as they are
 * @param created the image's time and that of the history entries its steps add
 * @param fileTime given to files that steps bring in or change; null lets them keep their own
 * @param leaveLayers do not fetch layers of images and shared results only because the image solved has them
 */
public record SolveOptions(
        boolean noCache,
        Compression compression,
        Instant created,
        @Nullable Instant fileTime,
        boolean leaveLayers) {}
