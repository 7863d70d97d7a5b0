package dev.drydock.push;

import dev.drydock.registry.RegistryClient;
import dev.drydock.startup.StartUp;

/** Where the clients of a push come from. */
@StartUp
public interface PushClients {

    /** A client for the item and all others of equal access; the push closes it. */
    RegistryClient open(PushItem item);
}
