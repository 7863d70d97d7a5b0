package dev.drydock.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegistrySettingsTest {

    @Test
    void serverIdsAreTriedFromTheLongestNamespaceToTheBareHost() {
        assertThat(RegistrySettings.ids("registry.example:5000", "team/sub/app"))
                .containsExactly(
                        "registry.example:5000/team/sub/app",
                        "registry.example/team/sub/app",
                        "registry.example:5000/team/sub",
                        "registry.example/team/sub",
                        "registry.example:5000/team",
                        "registry.example/team",
                        "registry.example:5000",
                        "registry.example");
        assertThat(RegistrySettings.ids("[::1]", "app")).containsExactly("[::1]/app", "[::1]");
    }

    @Test
    void dockerHubHasManyNames() {
        assertThat(RegistrySettings.ids("docker.io", "me/app"))
                .startsWith("docker.io/me/app", "index.docker.io/me/app")
                .contains("docker.io/me", "https://index.docker.io/v1/me", "docker.io")
                .endsWith("https://index.docker.io/v1/");
    }
}
