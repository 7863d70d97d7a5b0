package dev.drydock.plan;

import dev.drydock.image.HistoryEntry;
import java.util.List;
import java.util.Map;

/**
 * Executes a command and keeps what it changed.
 *
 * @param argv the shell included, for shell form
 * @param env what the process sees, in order: the stage's environment and the ARGs in force
 * @param unkeyedEnv seen by the process, even where env says otherwise, but no part of the cache key: the predefined proxy
 *     arguments
 * @param user as USER wrote it; "" is root
 * @param workdir absolute; made if it is missing
 * @param scripts here-document scripts, mounted read-only below {@code /dev/pipes/} under their names
 */
public record RunStep(
        StepSource source,
        HistoryEntry history,
        List<String> argv,
        Map<String, String> env,
        Map<String, String> unkeyedEnv,
        String user,
        String workdir,
        List<Mount> mounts,
        Network network,
        Security security,
        List<InlineFile> scripts)
        implements Step {

    /** Values of {@code RUN --network}. */
    public enum Network {
        DEFAULT,
        NONE,
        HOST
    }

    /** Values of {@code RUN --security}. */
    public enum Security {
        SANDBOX,
        INSECURE
    }
}
