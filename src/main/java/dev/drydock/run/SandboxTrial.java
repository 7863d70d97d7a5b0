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
     * @return best first; empty where no program of an image can be executed at all, since this is not Linux
     */
    public static List<SandboxTrial> all(Path store) throws IOException, InterruptedException {
        List<SandboxTrial> trials = new ArrayList<>();
        if (!WorkerStart.isSupported()) {
            return trials;
        }
        Credentials user = Credentials.current();
        for (SandboxMode mode : SandboxMode.values()) {
            if (mode != SandboxMode.AUTO) {
                trials.add(of(mode, user, store));
            }
        }
        return trials;
    }

    private static SandboxTrial of(SandboxMode mode, Credentials user, Path store)
            throws IOException, InterruptedException {
        IsolationWays.Rung rung = IsolationWays.of(mode, user).get(0);
        boolean automatic = false;
        for (IsolationWays.Rung each : IsolationWays.of(SandboxMode.AUTO, user)) {
            automatic |= each.mode() == mode;
        }
        WorkerStart start = new WorkerStart(new RunEngineOptions(store, mode, choice -> {}));
        try {
            start.tryOut(rung);
            return new SandboxTrial(mode, rung.name(), automatic, null, null);
        } catch (HostRefusal refusal) {
            return new SandboxTrial(
                    mode,
                    rung.name(),
                    automatic,
                    refusal.reason(),
                    refusal.hint().isEmpty() ? null : refusal.hint());
        }
    }
}
