package dev.drydock.layer;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import org.jspecify.annotations.Nullable;

/**
 * One file of a layer.
 *
 * @param entry its name cleaned: no leading "/" or "./", no trailing "/", "" for the root
 * @param content digest of a regular file's bytes; null for everything else
 */
public record IndexEntry(TarEntry entry, @Nullable Digest content) {}
