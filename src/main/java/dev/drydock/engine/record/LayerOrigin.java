package dev.drydock.engine.record;

import java.time.Duration;

/**
 * How this machine's last build came by a layer.
 *
 * @param source where its instruction stands, such as {@code Dockerfile:3}; "" if that is not known
 * @param took how long the step ran when it was built, even if this build found it in the cache
 */
public record LayerOrigin(String source, boolean cached, Duration took) {}
