package dev.drydock.image;

import dev.drydock.startup.StartUp;

/**
 * A layer of an image: where its stored bytes are and what they unpack to.
 *
 * @param blob the stored, usually compressed, bytes
 * @param diffId digest of the uncompressed tar
 */
@StartUp
public record Layer(Descriptor blob, Digest diffId) {

    /** Written out, here and in {@link Descriptor}, since those of records load a hundred classes the first time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Layer layer && blob.equals(layer.blob) && diffId.equals(layer.diffId);
    }

    @Override
    public int hashCode() {
        return diffId.hashCode();
    }
}
