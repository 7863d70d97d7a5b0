package dev.drydock.store;

import dev.drydock.image.Digest;
import dev.drydock.startup.StartUp;
import java.time.Instant;

/**
 * The manifest or index a name meant when a registry was last asked.
 *
 * @param name as the caller identifies it, such as {@code docker.io/library/ubuntu:24.04}
 * @param digest of raw
 * @param raw as received; owned by this value, do not change
 * @param asked when the registry said so
 */
@StartUp
public record RememberedReference(String name, String mediaType, Digest digest, byte[] raw, Instant asked) {}
