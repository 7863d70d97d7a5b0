package dev.drydock.push;

import dev.drydock.registry.RegistryClient;
import dev.drydock.startup.StartUp;

/** Where the clients of a push come from, and what is known of earlier pushes. */
@StartUp
public interface PushClients {

    /** A client for the item and all others of equal access; the push closes it. */
    RegistryClient open(PushItem item);

    /** Asked where blobs are before a push, and told of them after it; nothing is known without one that is kept. */
    default PushedBlobs pushed() {
        return new PushedBlobs();
    }
}
