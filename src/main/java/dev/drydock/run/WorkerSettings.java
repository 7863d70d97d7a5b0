package dev.drydock.run;

import dev.drydock.sandbox.SandboxMode;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings of a worker, given to it as arguments when it starts.
 *
 * @param store directory of the machine-wide store
 * @param kind name of the ids this worker works under: files made under others are not for it
 * @param userNamespace whether it is root only in a user namespace
 * @param hasManyIds whether other users than root exist there
 * @param scratch the worker's current directory, in memory
 * @param mode how processes are isolated, never {@code AUTO}
 */
public record WorkerSettings(
        Path store, String kind, boolean userNamespace, boolean hasManyIds, Path scratch, SandboxMode mode) {

    public List<String> toArguments() {
        return List.of(
                store.toString(),
                kind,
                Boolean.toString(userNamespace),
                Boolean.toString(hasManyIds),
                scratch.toString(),
                mode.toString());
    }

    public static WorkerSettings parse(String[] arguments) {
        return new WorkerSettings(
                Path.of(arguments[0]),
                arguments[1],
                Boolean.parseBoolean(arguments[2]),
                Boolean.parseBoolean(arguments[3]),
                Path.of(arguments[4]),
                SandboxMode.parse(arguments[5]));
    }
}
