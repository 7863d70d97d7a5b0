package dev.drydock.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the JVM compile SHA-256 before a build needs it. The JVM hashes 6 MB a second to begin with and over a gigabyte when it has
 * found out, after thousands of calls, that it may use the processor's own instructions: the first layers of a build in a fresh
 * JVM would wait a quarter of a second for that.
 */
public final class HashWarmUp implements Runnable {

    /** Calls after which the JVM has compiled the callers of the processor's instructions, and as many again. */
    private static final int CALLS = 20_000;

    private static final int BLOCK = 64;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private HashWarmUp() {}

    /** Begins, unless it has begun before, on a thread of its own, which keeps no JVM alive and ends by itself. */
    public static void begin() {
        if (BEGUN.getAndSet(true)) {
            return;
        }
        Thread thread = new Thread(new HashWarmUp(), "drydock-hash-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            for (int i = 0; i < CALLS; i++) {
                sha256.update(block, 0, BLOCK);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
