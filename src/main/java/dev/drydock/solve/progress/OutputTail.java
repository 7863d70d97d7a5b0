package dev.drydock.solve.progress;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.BuildLog.StepName;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells the log of a step, and holds the last of what its process prints to be shown again if it fails. Used by several
 * threads.
 */
public final class OutputTail implements StepListener {

    /** In characters: far more than anybody reads, little enough to hold for every step that runs. */
    private static final int LIMIT = 1 << 20;

    private final StepName step;
    private final BuildLog log;
    private final Deque<String> lines = new ArrayDeque<>();
    private long held;
    private boolean cut;

    public OutputTail(StepName step, BuildLog log) {
        this.step = step;
        this.log = log;
    }

    @Override
    public void begins() {
        log.stepStarted(step);
    }

    @Override
    public void line(String line) {
        add(line);
        log.stepOutput(step, line);
    }

    private synchronized void add(String line) {
        lines.add(line);
        held += line.length() + 1;
        while (held > LIMIT && lines.size() > 1) {
            held -= lines.remove().length() + 1;
            cut = true;
        }
    }

    /** The step has failed. */
    public void failed(Throwable cause) {
        String why = cause instanceof BuildFailure ? String.valueOf(cause.getMessage()) : Cause.of(cause);
        log.stepFailed(step, why, text());
    }

    public synchronized String text() {
        return (cut ? "[... earlier output left out]\n" : "") + String.join("\n", lines);
    }
}
