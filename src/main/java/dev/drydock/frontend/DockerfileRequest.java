package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import java.util.Map;

/**
 * A Dockerfile and all that decides how it is to be understood.
 *
 * @param buildArgs values for ARG, for predefined arguments ({@code HTTP_PROXY}, …) and for options spelled as arguments
 *     ({@code SOURCE_DATE_EPOCH}, {@code BUILDKIT_CACHE_MOUNT_NS}); those nobody asks for are ignored
 * @param target stage to build, in any case; "" is the last one
 * @param contexts named contexts by the name the user gave them
 */
public record DockerfileRequest(
        Dockerfile dockerfile,
        Map<String, String> buildArgs,
        String target,
        BuildPlatforms platforms,
        Map<String, NamedContext> contexts) {

    public DockerfileRequest {
        buildArgs = Map.copyOf(buildArgs);
        contexts = Map.copyOf(contexts);
    }
}
