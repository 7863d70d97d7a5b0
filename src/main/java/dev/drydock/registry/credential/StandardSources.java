package dev.drydock.registry.credential;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places where docker, podman and Kubernetes keep credentials, in this order: {@code DOCKER_AUTH_CONFIG},
 * {@code REGISTRY_AUTH_FILE}, Docker's directory ({@code DOCKER_CONFIG}, else {@code ~/.docker}: its {@code config.json},
 * or what Kubernetes mounts there), podman's run-time and configuration directories, {@code ~/.dockercfg};
 * last the helpers of cloud registries, even if no file names them.
 */
@StartUp
public final class StandardSources {

    static final Duration HELPER_TIMEOUT = Duration.ofSeconds(60);

    private StandardSources() {}

    /** @param home of the user */
    public static List<CredentialSource> of(Map<String, String> environment, Path home) {
        return of(environment, home, HELPER_TIMEOUT);
    }

    static List<CredentialSource> of(Map<String, String> environment, Path home, Duration helperTimeout) {
        CredentialHelper helper = new CredentialHelper(environment, helperTimeout);
        List<CredentialSource> sources = new ArrayList<>();
        String inline = environment.getOrDefault("DOCKER_AUTH_CONFIG", "");
        if (!inline.isBlank()) {
            sources.add(new Inline(inline, helper));
        }
        String file = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
        if (!file.isBlank()) {
            sources.add(new DockerConfigFile(Path.of(file), false, helper));
        }
        Path docker = dockerDirectory(environment, home);
        sources.add(new DockerConfigFile(docker.resolve("config.json"), false, helper));
        sources.add(new DockerConfigFile(docker.resolve(".dockerconfigjson"), false, helper));
        sources.add(new DockerConfigFile(docker.resolve(".dockercfg"), true, helper));
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isBlank()) {
            sources.add(new DockerConfigFile(Path.of(runtime).resolve("containers/auth.json"), false, helper));
        }
        Path config = directory(environment, "XDG_CONFIG_HOME", home.resolve(".config"));
        sources.add(new DockerConfigFile(config.resolve("containers/auth.json"), false, helper));
        sources.add(new DockerConfigFile(home.resolve(".dockercfg"), true, helper));
        sources.add(new GuessedHelpers(helper));
        return sources;
    }

    /** The directory of Docker's {@code config.json}. */
    static Path dockerDirectory(Map<String, String> environment, Path home) {
        return directory(environment, "DOCKER_CONFIG", home.resolve(".docker"));
    }

    private static Path directory(Map<String, String> environment, String variable, Path usual) {
        String value = environment.getOrDefault(variable, "");
        return value.isBlank() ? usual : Path.of(value);
    }

    private record Inline(String content, CredentialHelper helper) implements CredentialSource {

        @Override
        public String name() {
            return "environment variable DOCKER_AUTH_CONFIG";
        }

        @Override
        public Optional<Credential> find(CredentialQuery query) throws IOException {
            return DockerConfig.parse(content.getBytes(StandardCharsets.UTF_8), false)
                    .find(query, helper);
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
