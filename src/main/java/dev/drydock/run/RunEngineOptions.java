package dev.drydock.run;

import dev.drydock.sandbox.SandboxMode;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The surroundings of an engine, as far as it needs to know them.
 *
 * @param storeDirectory the machine-wide store: snapshots of layers and cache mounts are kept below it; made if missing
 * @param mode how to isolate processes
 * @param note told, once and before the first process starts, which way of isolation is used and why no better one
 */
@StartUp
public record RunEngineOptions(Path storeDirectory, SandboxMode mode, Consumer<SandboxChoice> note) {}
