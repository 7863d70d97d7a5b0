package dev.drydock.solve;

import dev.drydock.plan.RunStep;
import org.jspecify.annotations.Nullable;

/** Remembers what a program of ours has said of itself while it prints; see {@link RunStep#SAYS}. */
final class ProgramExplanation implements StepListener {

    private final StepListener listener;
    private volatile @Nullable String said;

    ProgramExplanation(StepListener listener) {
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
        listener.line(line);
    }

    /** The last it has said; null if it has said nothing. */
    @Nullable
    String said() {
        return said;
    }
}
