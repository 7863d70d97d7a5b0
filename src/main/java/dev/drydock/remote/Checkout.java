package dev.drydock.remote;

import java.nio.file.Path;

/**
 * The files of a commit on disk, 0644 or 0755.
 *
 * @param directory what was asked for; do not change it
 * @param commit full id
 */
public record Checkout(Path directory, String commit) {}
