package dev.drydock.solve.progress;

import dev.drydock.advice.FailedCommand;
import dev.drydock.plan.RunStep;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of a program what tells why it failed: what one of ours has said of itself, see {@link RunStep#SAYS}, and the last lines of
 * any other.
 */
public final class ProgramExplanation implements StepListener {

    private final StepListener listener;
    private final FailedCommand last = new FailedCommand();
    private volatile @Nullable String said;

    public ProgramExplanation(StepListener listener) {
        this.listener = listener;
    }

    @Override
    public void begins() {
        listener.begins();
    }

    @Override
    public void line(String line) {
        if (line.startsWith(RunStep.SAYS)) {
            said = line.substring(RunStep.SAYS.length());
        }
        last.line(line);
        listener.line(line);
    }

    /** Advice about it, by its output and its exit code. */
    public String advice(int exitCode) {
        return last.advice(exitCode);
    }

    /** The last it has said; null if it has said nothing. */
    @Nullable
    public String said() {
        return said;
    }
}
