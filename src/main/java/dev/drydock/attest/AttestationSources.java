package dev.drydock.attest;

import dev.drydock.inventory.FindingsCache;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.store.Store;
import java.util.List;
import java.util.Map;

/**
 * Where the documents about an image get what they tell.
 *
 * @param stores of the build, open
 * @param artifacts that Maven knows
 * @param environment of the calling process, for git
 */
public record AttestationSources(
        List<Store> stores, FindingsCache findings, KnownArtifacts artifacts, Map<String, String> environment) {

    public AttestationSources {
        stores = List.copyOf(stores);
        environment = Map.copyOf(environment);
    }
}
