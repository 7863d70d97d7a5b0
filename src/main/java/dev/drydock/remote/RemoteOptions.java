package dev.drydock.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach the network.
 *
 * @param directory for what was fetched; made when needed; what no {@link dev.drydock.io.Keeper} keeps may be deleted
 * @param environment proxies and the SSH agent are taken from it, and where git is
 * @param offline use what is there and never the network
 * @param connect how long to wait for a connection
 * @param stall how long to wait for the next bytes
 * @param maxBytes of one download
 */
public record RemoteOptions(
        Path directory,
        Map<String, String> environment,
        boolean offline,
        Duration connect,
        Duration stall,
        long maxBytes) {

    private static final long DEFAULT_MAX_BYTES = 32L << 30;

    /** With the usual patience: 30 s for a connection, 60 s for bytes, 32 GiB at most. */
    public static RemoteOptions of(Path directory, Map<String, String> environment, boolean offline) {
        return new RemoteOptions(
                directory, environment, offline, Duration.ofSeconds(30), Duration.ofSeconds(60), DEFAULT_MAX_BYTES);
    }
}
