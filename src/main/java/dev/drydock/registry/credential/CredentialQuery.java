package dev.drydock.registry.credential;

import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The question put to credential sources: what is to be shown to this registry for this repository?
 *
 * @param registry {@code host[:port]}; {@code docker.io} for Docker Hub
 * @param repository path below it
 */
@StartUp
public record CredentialQuery(String registry, String repository) {

    private static final List<String> DOCKER_HUB =
            List.of(Reference.DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/");

    /** The names of the registry, best first: itself, or all that Docker Hub goes by. */
    public List<String> registryKeys() {
        return registry.equals(Reference.DOCKER_HUB) ? DOCKER_HUB : List.of(registry);
    }

    /**
     * Keys from the longest to the shortest, {@code host/team/app}, {@code host/team}, {@code host}, as podman's auth
     * files have them.
     */
    public List<String> namespacedKeys() {
        List<String> keys = new ArrayList<>();
        for (String path = repository; !path.isEmpty(); path = parent(path)) {
            for (String host : registryKeys()) {
                if (!host.startsWith("https://")) {
                    keys.add(host + "/" + path);
                }
            }
        }
        keys.addAll(registryKeys());
        return keys;
    }

    /** The ids a {@code server} of settings.xml may have: {@link #namespacedKeys}, then the same without the port. */
    public List<String> serverKeys() {
        Set<String> keys = new LinkedHashSet<>(namespacedKeys());
        int port = registry.lastIndexOf(':');
        if (port > registry.lastIndexOf(']')) {
            keys.addAll(new CredentialQuery(registry.substring(0, port), repository).namespacedKeys());
        }
        return List.copyOf(keys);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
