package dev.drydock.registry;

/**
 * How blobs go.
 *
 * @param parallel blobs under way at once, both directions together
 * @param chunkSize bytes of one upload request; 0 sends a blob in one, and splits it only when the registry asks
 */
public record Transfers(int parallel, long chunkSize) {

    public static final Transfers DEFAULT = new Transfers(4, 0);
}
