package dev.drydock.engine;

import dev.drydock.progress.BuildLog;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.SandboxChoice;
import java.nio.file.Path;

/** Tells how RUN is executed: everybody where it is not the best way, and with its reasons those who ask for details. */
public final class SandboxNotes {

    private SandboxNotes() {}

    /**
     * How processes are run in such surroundings.
     *
     * @param store the machine-wide store
     */
    public static RunEngineOptions options(Path store, BuildEnvironment surroundings) {
        return new RunEngineOptions(
                store, surroundings.sandbox(), choice -> tell(choice, surroundings.log()), surroundings.workerImage());
    }

    static void tell(SandboxChoice choice, BuildLog log) {
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
