package dev.drydock.engine;

import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sign.key.Passphrase;
import dev.drydock.startup.StartUp;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a build, shared by all images: how to reach registries, how to run processes, whom to tell.
 *
 * @param environment variables of the calling process, for secrets and agents; {@code System.getenv()} as a rule
 * @param workerImage an image with Java for a worker in a container; "" for one that Drydock makes
 * @param passphrase of the key that signs; null for none
 */
@StartUp
public record BuildEnvironment(
        RegistryOptions registry,
        SandboxMode sandbox,
        BuildLog log,
        Map<String, String> environment,
        String workerImage,
        @Nullable Passphrase passphrase) {

    /** Without a passphrase. */
    public BuildEnvironment(
            RegistryOptions registry,
            SandboxMode sandbox,
            BuildLog log,
            Map<String, String> environment,
            String workerImage) {
        this(registry, sandbox, log, environment, workerImage, null);
    }

    /** With a worker's image that Drydock makes. */
    public BuildEnvironment(
            RegistryOptions registry, SandboxMode sandbox, BuildLog log, Map<String, String> environment) {
        this(registry, sandbox, log, environment, "");
    }

    public BuildEnvironment withLog(BuildLog other) {
        return new BuildEnvironment(registry, sandbox, other, environment, workerImage, passphrase);
    }

    public BuildEnvironment withPassphrase(Passphrase known) {
        return new BuildEnvironment(registry, sandbox, log, environment, workerImage, known);
    }
}
