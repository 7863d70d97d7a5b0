package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests for the last stage of a file, for this machine. */
public final class Requests {

    private Requests() {}

    public static DockerfileRequest of(String file) {
        return of(file, Map.of());
    }

    public static DockerfileRequest of(String file, Map<String, String> buildArgs) {
        return of(Dockerfile.parse("Dockerfile", file.getBytes(StandardCharsets.UTF_8)), buildArgs);
    }

    public static DockerfileRequest of(Dockerfile file, Map<String, String> buildArgs) {
        return new DockerfileRequest(file, buildArgs, "", BuildPlatforms.ofThisMachine(), Map.of());
    }
}
