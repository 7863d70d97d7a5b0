package dev.drydock.image;

/**
 * A layer of an image: where its stored bytes are and what they unpack to.
 *
 * @param blob the stored, usually compressed, bytes
 * @param diffId digest of the uncompressed tar
 */
public record Layer(Descriptor blob, Digest diffId) {}
