package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardSourcesTest {

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final BuildLog log = new SilentBuildLog() {
        @Override
        public void warning(String message) {
            told.add(message);
        }

        @Override
        public void debug(String message) {
            told.add(message);
        }
    };

    private void write(String file, String user) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(
                path,
                file.endsWith("cfg")
                        ? "{\"reg.example\":{\"username\":\"" + user + "\",\"password\":\"geheim\"}}"
                        : "{\"auths\":{\"reg.example\":{\"username\":\"" + user + "\",\"password\":\"geheim\"}}}");
    }

    private String who() {
        return new CredentialChain(StandardSources.of(environment, home), log)
                .find(new CredentialQuery("reg.example", "team/app"))
                .who();
    }

    @Test
    void placesAreSearchedInOrder() throws IOException {
        assertThat(who()).isEqualTo("anonymous");
        write(".dockercfg", "ancient");
        assertThat(who()).startsWith("user 'ancient'");
        write(".config/containers/auth.json", "podman");
        assertThat(who()).startsWith("user 'podman'");
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        write("run/containers/auth.json", "podman-session");
        assertThat(who()).startsWith("user 'podman-session'");
        write(".docker/.dockerconfigjson", "kubernetes");
        assertThat(who()).startsWith("user 'kubernetes'");
        write(".docker/config.json", "docker");
        assertThat(who()).startsWith("user 'docker'");
        environment.put("DOCKER_CONFIG", home.resolve("ci").toString());
        assertThat(who()).startsWith("user 'podman-session'");
        write("ci/config.json", "ci");
        assertThat(who()).startsWith("user 'ci'");
        environment.put("REGISTRY_AUTH_FILE", home.resolve("own.json").toString());
        write("own.json", "own");
        assertThat(who()).startsWith("user 'own' from " + home.resolve("own.json"));
        environment.put(
                "DOCKER_AUTH_CONFIG",
                "{\"auths\":{\"reg.example\":{\"username\":\"inline\",\"password\":\"geheim\"}}}");
        assertThat(who()).isEqualTo("user 'inline' from environment variable DOCKER_AUTH_CONFIG");
        assertThat(String.join("\n", told)).doesNotContain("geheim");
    }

    @Test
    void aBrokenFileIsToldAndPassedOver() throws IOException {
        write(".docker/config.json", "docker");
        Files.writeString(home.resolve(".docker/config.json"), "{\"auths\": geheim");
        write(".config/containers/auth.json", "podman");
        assertThat(who()).startsWith("user 'podman'");
        assertThat(told).anyMatch(line -> line.contains("config.json: it is not a JSON object"));
        assertThat(String.join("\n", told)).doesNotContain("geheim");
    }

    @Test
    void oneThatCannotBeReadIsNamed() throws IOException {
        Path file = Files.createDirectories(home.resolve(".docker/config.json"));
        assertThat(who()).isEqualTo("anonymous");
        assertThat(told).anyMatch(line -> line.contains("could not be looked for in " + file + ": it cannot be read"));
    }

    @Test
    void explicitCredentialsAreForTheirRegistryOnly() {
        CredentialSource own = CredentialSource.explicit("properties", "reg.example", new Credential.Basic("a", "b"));
        CredentialChain chain = new CredentialChain(List.of(own), log);
        assertThat(chain.find(new CredentialQuery("reg.example", "x")).credential())
                .isPresent();
        assertThat(chain.find(new CredentialQuery("reg.example:5000", "x")).credential())
                .isEmpty();
        assertThat(chain.find(new CredentialQuery("docker.io", "library/x")).credential())
                .isEmpty();
        CredentialSource hub = CredentialSource.explicit("properties", "docker.io", new Credential.Basic("a", "b"));
        assertThat(new CredentialChain(List.of(hub), log)
                        .find(new CredentialQuery("docker.io", "library/x"))
                        .credential())
                .isPresent();
    }

    @Test
    void serversAreAskedForByAllTheirNames() {
        assertThat(new CredentialQuery("reg.example:5000", "team/app").serverKeys())
                .containsExactly(
                        "reg.example:5000/team/app",
                        "reg.example:5000/team",
                        "reg.example:5000",
                        "reg.example/team/app",
                        "reg.example/team",
                        "reg.example");
        assertThat(new CredentialQuery("docker.io", "library/x").serverKeys())
                .contains("docker.io", "index.docker.io", "registry-1.docker.io", "https://index.docker.io/v1/")
                .startsWith("docker.io/library/x");
    }
}
