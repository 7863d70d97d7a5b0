package dev.drydock.plan;

/**
 * A file whose content stands in the Dockerfile.
 *
 * @param content owned by this value, do not change
 */
public record InlineFile(String name, byte[] content, int mode) {}
