package dev.drydock.http;

import java.io.IOException;

/**
 * Back-off for a transfer of known size. It starts anew when the transfer stands further than ever before by a noticeable
 * part, so that a connection cut again and again is outlasted, but not one that brings a byte a time.
 */
public final class TransferBackoff {

    private static final int PARTS = 256;

    private final Backoff backoff;
    private final long step;
    private long furthest;

    /** @param size bytes of the transfer */
    public TransferBackoff(Backoff backoff, long size) {
        this.backoff = backoff;
        this.step = Math.max(1, size / PARTS);
    }

    /**
     * Returns when it is time for the next attempt.
     *
     * @param offset bytes transferred so far
     * @throws IOException the failure itself if there shall be none
     */
    public void pauseAfter(IOException failure, long offset) throws IOException, InterruptedException {
        if (offset - furthest >= step) {
            furthest = offset;
            backoff.progressed();
        }
        backoff.pauseAfter(failure);
    }
}
