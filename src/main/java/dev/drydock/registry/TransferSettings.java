package dev.drydock.registry;

import dev.drydock.startup.StartUp;

/**
 * How blobs go.
 *
 * @param parallel blobs under way at once, both directions together
 * @param chunkSize bytes of one upload request; 0 sends a blob in one, and splits it only when the registry asks
 * @param monolithicUpTo size of the largest blob that is sent and committed by the same request
 * @param monolithicAgainUpTo the same for a blob with which something has gone wrong; of a larger one the registry may keep a part
 * @param smallestChunk bytes below which no request is made smaller because the registry finds it too large; 1 MiB is what an
 *     nginx takes that was not told otherwise
 */
@StartUp
public record TransferSettings(
        int parallel, long chunkSize, long monolithicUpTo, long monolithicAgainUpTo, long smallestChunk) {

    public static final TransferSettings DEFAULT = new TransferSettings(4, 0);

    public TransferSettings(int parallel, long chunkSize) {
        this(parallel, chunkSize, Long.MAX_VALUE, 4 << 20, 1 << 20);
    }
}
