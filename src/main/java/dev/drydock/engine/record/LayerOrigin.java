package dev.drydock.engine.record;

import java.time.Duration;

/**
 * How this machine's last build came by a layer.
 *
 * @param took how long the step ran when it was built, even if this build found it in the cache
 */
public record LayerOrigin(boolean cached, Duration took) {}
