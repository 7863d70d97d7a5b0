package dev.drydock.remote;

import dev.drydock.image.Digest;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file fetched from a URL.
 *
 * @param file in the directory for downloads; do not change it
 * @param name the last part of the URL's path; {@code __unnamed__} if that is nothing
 * @param digest SHA-256 of the content
 * @param modified what the server says; null if it does not
 */
public record Downloaded(
        Path file, String name, Digest digest, @Nullable Instant modified) {}
