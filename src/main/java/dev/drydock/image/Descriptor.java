package dev.drydock.image;

import dev.drydock.startup.StartUp;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A typed pointer to stored bytes, see the descriptor page of the OCI image specification.
 *
 * @param size of the bytes pointed to
 * @param platform set on entries of an index only
 */
@StartUp
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        @Nullable Platform platform) {

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, Map.of(), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Descriptor descriptor
                && mediaType.equals(descriptor.mediaType)
                && digest.equals(descriptor.digest)
                && size == descriptor.size
                && annotations.equals(descriptor.annotations)
                && Objects.equals(platform, descriptor.platform);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    public Descriptor withPlatform(Platform newPlatform) {
        return new Descriptor(mediaType, digest, size, annotations, newPlatform);
    }

    public Descriptor withAnnotations(Map<String, String> newAnnotations) {
        return new Descriptor(mediaType, digest, size, newAnnotations, platform);
    }
}
