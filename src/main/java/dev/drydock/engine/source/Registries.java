package dev.drydock.engine.source;

import dev.drydock.progress.BuildLog;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.RegistryOptions;
import org.jspecify.annotations.Nullable;

/** The registry client of a build, opened when it is first needed: most builds never are on the network. */
public final class Registries implements AutoCloseable {

    private final RegistryOptions options;
    private final BuildLog log;
    private @Nullable RegistryClient client;

    public Registries(RegistryOptions options, BuildLog log) {
        this.options = options;
        this.log = log;
    }

    public synchronized RegistryClient client() {
        RegistryClient open = client;
        if (open == null) {
            open = RegistryClient.open(options, log);
            client = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
