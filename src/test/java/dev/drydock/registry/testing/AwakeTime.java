package dev.drydock.registry.testing;

import java.util.concurrent.atomic.AtomicLong;

/** Time as this process has it: a machine that sleeps or does something else for a while is no fault of what is tested. */
public final class AwakeTime {

    private static final int STEP = 20;

    private final AtomicLong steps = new AtomicLong();

    public AwakeTime() {
        Thread thread = new Thread(this::count, "awake-time");
        thread.setDaemon(true);
        thread.start();
    }

    private void count() {
        try {
            while (true) {
                Thread.sleep(STEP);
                steps.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Since it was made, never more than by other clocks. */
    public long millis() {
        return steps.get() * STEP;
    }
}
