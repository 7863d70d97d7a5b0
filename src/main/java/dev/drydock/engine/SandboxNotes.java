package dev.drydock.engine;

import dev.drydock.progress.BuildLog;
import dev.drydock.run.SandboxChoice;

/** Tells how RUN is executed: everybody where it is not the best way, and with its reasons those who ask for details. */
public final class SandboxNotes {

    private SandboxNotes() {}

    public static void tell(SandboxChoice choice, BuildLog log) {
        String used = "RUN is executed in " + choice.way();
        if (choice.isFirst()) {
            log.debug(used);
            return;
        }
        log.note(used);
        for (String reason : choice.refused()) {
            log.debug("not in " + reason);
        }
    }
}
