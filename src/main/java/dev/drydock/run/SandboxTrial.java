package dev.drydock.run;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.host.Credentials;
import dev.drydock.sandbox.host.HostRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way of isolating processes, tried on this machine: a worker was started in it, mounted what a RUN needs, and ended again.
 *
 * @param way in words, as in "RUN is executed in WAY"
 * @param automatic whether a build gets to it by itself if no better way works; otherwise it has to be asked for
 * @param reason why it does not work here; null if it does
 * @param cure sentences that say what to change; null if there is nothing
 */
public record SandboxTrial(
        SandboxMode mode,
        String way,
        boolean automatic,
        @Nullable String reason,
        @Nullable String cure) {

    public boolean works() {
        return reason == null;
    }

    /**
     * Tries every way there is, those as well that a build would not get to.
     *
     * @param store the machine-wide store, which is made if it is missing
     * @param workerImage see {@link RunEngineOptions}
     * @return best first
     */
    public static List<SandboxTrial> all(Path store, String workerImage) throws IOException, InterruptedException {
        List<SandboxTrial> trials = new ArrayList<>();
        if (WorkerStart.isSupported()) {
            Credentials user = Credentials.current();
            for (SandboxMode mode : SandboxMode.values()) {
                if (mode != SandboxMode.AUTO && mode != SandboxMode.CONTAINER) {
                    trials.add(first(IsolationWays.of(mode, user), isAutomatic(mode, user), store, workerImage));
                }
            }
        }
        trials.add(of(IsolationWays.CONTAINER, true, store, workerImage));
        return trials;
    }

    private static boolean isAutomatic(SandboxMode mode, Credentials user) {
        for (IsolationWays.Rung each : IsolationWays.of(SandboxMode.AUTO, user)) {
            if (each.mode() == mode) {
                return true;
            }
        }
        return false;
    }

    /** The first that works; if none does, the first. */
    private static SandboxTrial first(List<IsolationWays.Rung> rungs, boolean automatic, Path store, String workerImage)
            throws IOException, InterruptedException {
        SandboxTrial first = of(rungs.get(0), automatic, store, workerImage);
        for (int i = 1; i < rungs.size() && !first.works(); i++) {
            SandboxTrial next = of(rungs.get(i), automatic, store, workerImage);
            if (next.works()) {
                return next;
            }
        }
        return first;
    }

    private static SandboxTrial of(IsolationWays.Rung rung, boolean automatic, Path store, String workerImage)
            throws IOException, InterruptedException {
        WorkerStart start = new WorkerStart(new RunEngineOptions(store, rung.mode(), choice -> {}, workerImage));
        try {
            return new SandboxTrial(rung.mode(), start.tryOut(rung), automatic, null, null);
        } catch (HostRefusal refusal) {
            return new SandboxTrial(
                    rung.mode(),
                    rung.name(),
                    automatic,
                    refusal.reason(),
                    refusal.hint().isEmpty() ? null : refusal.hint());
        }
    }
}
