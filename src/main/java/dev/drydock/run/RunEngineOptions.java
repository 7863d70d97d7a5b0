package dev.drydock.run;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of an engine, as far as it needs to know them.
 *
 * @param storeDirectory the machine-wide store: snapshots of layers and cache mounts are kept below it; made if missing
 * @param mode how to isolate processes
 * @param note told, once and before the first process starts, which way of isolation is used and why no better one
 * @param workerImage an image with Java that a container engine has or can pull, for a worker in a container; "" for one made
 *     here, null if no engine is to be asked for anything
 */
@StartUp
public record RunEngineOptions(
        Path storeDirectory,
        SandboxMode mode,
        Consumer<SandboxChoice> note,
        @Nullable String workerImage) {

    /** With an image for the worker made here, if it has to be in a container. */
    public RunEngineOptions(Path storeDirectory, SandboxMode mode, Consumer<SandboxChoice> note) {
        this(storeDirectory, mode, note, "");
    }
}
