package dev.drydock.engine;

import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.startup.StartUp;
import java.util.Map;

/**
 * The environment of a build, shared by all images: how to reach registries, how to run processes, whom to tell.
 *
 * @param environment variables of the calling process, for secrets and agents; {@code System.getenv()} as a rule
 */
@StartUp
public record BuildEnvironment(
        RegistryOptions registry, SandboxMode sandbox, BuildLog log, Map<String, String> environment) {}
