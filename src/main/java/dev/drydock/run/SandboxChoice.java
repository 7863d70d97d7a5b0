package dev.drydock.run;

import java.util.List;

/**
 * The way processes are isolated here.
 *
 * @param way in words, as in "RUN is executed in WAY"
 * @param refused the better ways that were tried before, each with the reason why it does not work here
 */
public record SandboxChoice(String way, List<String> refused) {

    /** Whether no better way was tried in vain. */
    public boolean isFirst() {
        return refused.isEmpty();
    }
}
