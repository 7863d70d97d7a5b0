package dev.drydock.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A program that runs; its outputs are read as they come, so that it never waits for us. To be awaited once, by one thread. */
public final class RunningProgram {

    /** For one that no longer listens to end. */
    private static final Duration TO_END_UNHEARD = Duration.ofSeconds(20);

    /** For one that was asked to end to do so. */
    private static final Duration TO_END_ASKED = Duration.ofSeconds(1);

    private final String name;
    private final Process process;
    private final KeptOutput out;
    private final KeptOutput err;
    private final @Nullable Duration time;
    private final Program.@Nullable Input input;
    private final boolean mayRefuseInput;

    RunningProgram(
            String name,
            Process process,
            KeptOutput out,
            KeptOutput err,
            @Nullable Duration time,
            Program.@Nullable Input input,
            boolean mayRefuseInput) {
        this.name = name;
        this.process = process;
        this.time = time;
        this.input = input;
        this.mayRefuseInput = mayRefuseInput;
        this.out = out;
        this.err = err;
    }

    /**
     * Gives it its input and waits for its end. However this returns, the program runs no more.
     *
     * @throws Program.Late if it takes longer than it may
     * @throws IOException if it does not take its input, or from who reads its outputs
     */
    public Program.Ended await() throws IOException, InterruptedException {
        try {
            IOException unheard = feed();
            if (unheard != null) {
                // The program's own words before it stopped listening are the better reason.
                boolean told =
                        process.waitFor(TO_END_UNHEARD.toSeconds(), TimeUnit.SECONDS) && process.exitValue() != 0;
                if (!told) {
                    throw unheard;
                }
            }
            if (time == null) {
                process.waitFor();
            } else if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Program.Late(name, time);
            }
            return new Program.Ended(process.exitValue(), out.outcome(), err.text());
        } finally {
            end();
        }
    }

    private @Nullable IOException feed() {
        Program.Input content = input;
        if (content == null) {
            return null;
        }
        try (OutputStream to = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            content.writeTo(to);
            return null;
        } catch (IOException e) {
            return mayRefuseInput ? null : e;
        }
    }

    /** With all it started; those it leaves behind when it ends by itself are none of ours. */
    private void end() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        for (ProcessHandle each : all) {
            each.destroy();
        }
        long deadline = System.nanoTime() + TO_END_ASKED.toNanos();
        while (anyAlive(all) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        for (ProcessHandle each : all) {
            each.destroyForcibly();
        }
    }

    private static boolean anyAlive(List<ProcessHandle> handles) {
        for (ProcessHandle each : handles) {
            if (each.isAlive()) {
                return true;
            }
        }
        return false;
    }
}
