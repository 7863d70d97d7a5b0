package dev.drydock.registry;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.startup.StartUp;

/**
 * A manifest or index as a registry has it.
 *
 * @param mediaType as the registry said, or the document itself
 * @param digest verified over {@code raw}
 * @param raw owned by this value, do not change
 */
@StartUp
public record FetchedManifest(String mediaType, Digest digest, byte[] raw) {

    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest, raw.length);
    }
}
