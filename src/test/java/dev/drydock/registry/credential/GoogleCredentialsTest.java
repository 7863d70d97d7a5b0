package dev.drydock.registry.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which registry gets Google's credentials, and when they are looked for; {@link GoogleTokenTest} has the token itself. */
class GoogleCredentialsTest {

    private static final Map<String, String> KEY = Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/key.json");

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gcr.io",
                "eu.gcr.io",
                "GCR.io",
                "gcr.io:443",
                "us.gcr.io:443",
                "europe-west1-docker.pkg.dev",
                "docker.pkg.dev",
            })
    void googlesRegistriesAreAskedFor(String registry) {
        assertThatThrownBy(() -> find(registry, KEY)).hasMessage("the library is loaded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evilgcr.io",
                "evil-gcr.io",
                "gcr.io.evil.example",
                "gcr.io:8443",
                "xpkg.dev",
                "evil-docker.pkg.dev.example",
                "docker.io",
                "registry.example",
                "localhost:5000",
            })
    void aHostThatOnlyLooksLikeOneGetsNothing(String registry) throws Exception {
        assertThat(find(registry, KEY)).isEmpty();
    }

    @Test
    void nothingIsLoadedOnAMachineWithoutASignOfThem() throws Exception {
        assertThat(find("gcr.io", Map.of("GOOGLE_APPLICATION_CREDENTIALS", "", "PATH", "/bin")))
                .isEmpty();
        Files.writeString(home.resolve("product"), "Standard PC (Q35 + ICH9, 2009)\n");
        assertThat(find("gcr.io", Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE_APPLICATION_CREDENTIALS, /key.json",
        "GCE_METADATA_HOST, 127.0.0.1:8080",
        "DEVSHELL_CLIENT_PORT, 1234",
        "K_SERVICE, app",
        "CLOUD_RUN_JOB, job",
    })
    void aVariableIsASign(String variable, String value) {
        assertThatThrownBy(() -> find("gcr.io", Map.of(variable, value))).hasMessage("the library is loaded");
    }

    @ParameterizedTest
    @CsvSource({
        ".config/gcloud, NONE, x",
        "elsewhere, CLOUDSDK_CONFIG, elsewhere",
        "roaming/gcloud, APPDATA, roaming",
    })
    void whatGcloudLeftIsASign(String directory, String variable, String value) throws Exception {
        Files.writeString(
                Files.createDirectories(home.resolve(directory)).resolve("application_default_credentials.json"), "{}");
        assertThatThrownBy(() ->
                        find("gcr.io", Map.of(variable, home.resolve(value).toString())))
                .hasMessage("the library is loaded");
    }

    @Test
    void aMachineOfGooglesIsASign() throws Exception {
        Files.writeString(home.resolve("product"), "Google Compute Engine\n");
        assertThatThrownBy(() -> find("gcr.io", Map.of())).hasMessage("the library is loaded");
    }

    @Test
    void aLibraryThatIsNotWhatItShouldBeIsSaid() {
        var google = new GoogleCredentials(KEY, home, home.resolve("product"), ClassLoader::getPlatformClassLoader);
        assertThatThrownBy(() -> google.find(new CredentialQuery("gcr.io", "team/app")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jib-core cannot be called");
    }

    private Optional<Credential> find(String registry, Map<String, String> environment) throws IOException {
        return new GoogleCredentials(environment, home, home.resolve("product"), () -> {
                    throw new IOException("the library is loaded");
                })
                .find(new CredentialQuery(registry, "team/app"));
    }
}
