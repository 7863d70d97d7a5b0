package dev.drydock.registry;

import dev.drydock.http.Backoff;
import java.io.IOException;

/**
 * Back-off for a transfer of known size. It starts anew when the transfer stands further than ever before by a noticeable
 * part, so that a connection cut again and again is outlasted, but not one that brings a byte a time.
 */
final class TransferBackoff {

    private static final int PARTS = 256;

    private final Backoff backoff;
    private final long step;
    private long furthest;

    TransferBackoff(Backoff backoff, long size) {
        this.backoff = backoff;
        this.step = Math.max(1, size / PARTS);
    }

    void pauseAfter(IOException failure, long offset) throws IOException, InterruptedException {
        if (offset - furthest >= step) {
            furthest = offset;
            backoff.progressed();
        }
        backoff.pauseAfter(failure);
    }
}
