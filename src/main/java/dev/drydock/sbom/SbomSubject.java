package dev.drydock.sbom;

import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The image that a document is about.
 *
 * @param name one of its names; null if it has none
 * @param manifest digest of the manifest of this platform
 * @param created when the image says it was made
 * @param base the image it stands on; null if that is nothing, or another image of the build
 * @param baseDigest of the base's manifest or index, as it was resolved
 * @param builder version of Drydock
 */
public record SbomSubject(
        @Nullable Reference name,
        Digest manifest,
        Platform platform,
        Instant created,
        @Nullable Reference base,
        @Nullable Digest baseDigest,
        String builder) {}
