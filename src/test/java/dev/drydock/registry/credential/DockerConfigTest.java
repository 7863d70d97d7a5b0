package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {

    private static final CredentialHelper NO_HELPERS = new CredentialHelper(Map.of(), Duration.ofSeconds(5));

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Credential> find(String json, String registry, String repository) throws IOException {
        return DockerConfig.parse(json.getBytes(StandardCharsets.UTF_8), false)
                .find(new CredentialQuery(registry, repository), NO_HELPERS);
    }

    private static String auths(String... keysAndUsers) {
        StringBuilder json = new StringBuilder("{\"auths\":{");
        for (int i = 0; i < keysAndUsers.length; i += 2) {
            json.append(i == 0 ? "" : ",")
                    .append("\"" + keysAndUsers[i] + "\":{\"auth\":\"" + base64(keysAndUsers[i + 1] + ":pw") + "\"}");
        }
        return json + "}}";
    }

    @ParameterizedTest
    @CsvSource({
        "reg.example, reg.example, a/b",
        "https://reg.example, reg.example, a/b",
        "https://reg.example/, reg.example, a/b",
        "http://reg.example/v1/, reg.example, a/b",
        "reg.example/v2/, reg.example, a/b",
        "reg.example:5000, reg.example:5000, a/b",
        "reg.example/a, reg.example, a/b",
        "reg.example/a/b, reg.example, a/b",
        "https://index.docker.io/v1/, docker.io, library/ubuntu",
        "index.docker.io, docker.io, library/ubuntu",
        "docker.io, docker.io, library/ubuntu",
        "registry-1.docker.io, docker.io, library/ubuntu",
        "docker.io/library, docker.io, library/ubuntu",
    })
    void keysAreFoundInAllTheirSpellings(String key, String registry, String repository) throws IOException {
        assertThat(find(auths(key, "bob"), registry, repository)).contains(new Credential.Basic("bob", "pw"));
    }

    @ParameterizedTest
    @CsvSource({
        "reg.example:5000, reg.example, a/b",
        "reg.example, reg.example:5000, a/b",
        "reg.example/team, reg.example, tea/m",
        "reg.example/team, reg.example, team2/app",
        "example, reg.example, a/b",
        "evil.example/reg.example, reg.example, a/b",
        "reg.example.evil.example, reg.example, a/b",
    })
    void keysOfOthersAreNot(String key, String registry, String repository) throws IOException {
        assertThat(find(auths(key, "bob"), registry, repository)).isEmpty();
    }

    @Test
    void theLongestKeyCounts() throws IOException {
        String json = auths("reg.example", "host", "reg.example/a", "team", "reg.example/a/b", "app");
        assertThat(find(json, "reg.example", "a/b")).contains(new Credential.Basic("app", "pw"));
        assertThat(find(json, "reg.example", "a/c")).contains(new Credential.Basic("team", "pw"));
        assertThat(find(json, "reg.example", "d")).contains(new Credential.Basic("host", "pw"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"identitytoken\":\"idt\",\"auth\":\"MDA6\"} | an identity token",
                "{\"registrytoken\":\"rgt\",\"identitytoken\":\"idt\"} | a registry token",
                "{\"username\":\"al\",\"password\":\"p\"} | user 'al'",
                "{\"auth\":\"PHRva2VuPjppZHQ=\"} | an identity token",
                "{} | nothing",
                "{\"auth\":\"\"} | nothing",
                "{\"auth\":null,\"email\":\"x\"} | nothing",
            })
    void entriesHoldAllKindsOfCredentials(String entry, String who) throws IOException {
        Optional<Credential> found = find("{\"auths\":{\"reg.example\":" + entry + "}}", "reg.example", "a");
        assertThat(found.map(Credential::who).orElse("nothing")).isEqualTo(who);
    }

    @Test
    void passwordsKeepTheirColonsAndLoseTrailingNulls() throws IOException {
        String json = "{\"auths\":{\"reg.example\":{\"auth\":\"" + base64("bob:a:b:ü\0\0") + "\"}}}";
        assertThat(find(json, "reg.example", "a")).contains(new Credential.Basic("bob", "a:b:ü"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json with geheim",
                "[\"geheim\"]",
                "{\"auths\":{\"reg.example\":{\"auth\":\"Z2VoZWlt\"}}}",
                "{\"auths\":{\"reg.example\":{\"auth\":\"%geheim%%\"}}}",
                "{\"auths\":{\"reg.example\":{\"auth\":\"geheim",
            })
    void brokenFilesAreToldWithoutQuotingThem(String json) {
        assertThatThrownBy(() -> find(json, "reg.example", "a"))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("geheim")
                .doesNotContain("Z2VoZWlt");
    }

    @Test
    void legacyFilesHaveTheAuthsAtTheTop() throws IOException {
        String json = "{\"https://reg.example/v1/\":{\"auth\":\"" + base64("bob:pw") + "\",\"email\":\"b@x\"}}";
        assertThat(DockerConfig.parse(json.getBytes(StandardCharsets.UTF_8), true)
                        .find(new CredentialQuery("reg.example", "a"), NO_HELPERS))
                .contains(new Credential.Basic("bob", "pw"));
    }

    @Test
    void aMissingHelperHidesNoPlainEntry() throws IOException {
        String json = auths("reg.example", "bob").replaceFirst("\\{", "{\"credsStore\":\"desktop\",");
        assertThat(find(json, "reg.example", "a")).contains(new Credential.Basic("bob", "pw"));
        assertThatThrownBy(() -> find(json, "other.example", "a")).hasMessageContaining("docker-credential-desktop");
    }

    @Test
    void credentialsTellNoSecret() {
        assertThat(new Credential.Basic("bob", "geheim")).asString().doesNotContain("geheim");
        assertThat(new Credential.IdentityToken("geheim")).asString().doesNotContain("geheim");
        assertThat(new Credential.RegistryToken("geheim")).asString().doesNotContain("geheim");
    }
}
