package dev.drydock.remote;

import dev.drydock.http.HttpOptions;
import java.nio.file.Path;
import java.util.Map;

/**
 * How to reach the network.
 *
 * @param directory for what was fetched; made when needed; what no {@link dev.drydock.io.Keeper} keeps may be deleted
 * @param environment the SSH agent is taken from it, and where git is
 * @param http how web servers are reached; git is told the proxies and authorities
 * @param offline use what is there and never the network
 * @param maxBytes of one download
 */
public record RemoteOptions(
        Path directory, Map<String, String> environment, HttpOptions http, boolean offline, long maxBytes) {

    private static final long DEFAULT_MAX_BYTES = 32L << 30;

    /** For downloads of 32 GiB at most. */
    public static RemoteOptions of(Path directory, Map<String, String> environment, HttpOptions http, boolean offline) {
        return new RemoteOptions(directory, environment, http, offline, DEFAULT_MAX_BYTES);
    }
}
