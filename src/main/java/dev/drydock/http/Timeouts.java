package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param connect until a connection stands, TLS included
 * @param idle until the next byte goes or comes, or an answer begins; also bounds credential helpers' silence
 * @param commit for the answer to the last request of an upload or to a manifest, when the registry stores and digests
 */
@StartUp
public record Timeouts(Duration connect, Duration idle, Duration commit) {

    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMinutes(5));
}
