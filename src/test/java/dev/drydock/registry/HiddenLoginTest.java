package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.Connection;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Registries that say at {@code /v2/} only that one has to log in, and otherwise answer as if there were nothing. */
class HiddenLoginTest {

    private static final Credential BOB = new Credential.Basic(TestOptions.USER, TestOptions.PASSWORD);

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();

    private RegistryClient client(TestRegistry registry, Credential credential) {
        return RegistryClient.open(
                new RegistryOptionsBuilder(TestOptions.fast())
                        .credentials(List.of(CredentialSource.explicit("the test", registry.hostAndPort(), credential)))
                        .build(),
                log);
    }

    private static Reference reference(TestRegistry registry) {
        return Reference.parse(registry.hostAndPort() + "/team/app:1");
    }

    private static List<Login> hiding() {
        List<Login> logins = new ArrayList<>();
        for (int status : new int[] {400, 403, 404}) {
            logins.add(Login.bearer(TestOptions.USER, TestOptions.PASSWORD).withHidden(status));
            logins.add(Login.basic(TestOptions.USER, TestOptions.PASSWORD).withHidden(status));
        }
        return logins;
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void whoSaysOnlyAtV2HowToLogInIsLoggedInTo(Login login) throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000, 5_000_000);
        try (TestRegistry registry = TestRegistry.start(login)) {
            try (RegistryClient client = client(registry, BOB)) {
                client.push(image.request(reference(registry)));
                image.assertStored(registry.storage(), "team/app", "1");
            }
            assertThat(anonymous(registry)).containsExactly("GET /v2/", "HEAD /v2/team/app/manifests/1");
            registry.forgetRequests();
            try (RegistryClient client = client(registry, BOB)) {
                image.assertPulls(client, reference(registry));
                assertThat(client.find(Reference.parse(registry.hostAndPort() + "/team/app:2")))
                        .isEmpty();
            }
            assertThat(anonymous(registry)).containsExactly("GET /v2/", "HEAD /v2/team/app/manifests/1");
            assertThat(registry.isSecret(log.everything())).isFalse();
        }
    }

    private static List<String> anonymous(TestRegistry registry) {
        return registry.requests().stream()
                .filter(request -> request.header("Authorization").isEmpty())
                .map(Request::toString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void wrongCredentialsAreNamedWhereALogInIsHidden(Login login) {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        try (TestRegistry registry = TestRegistry.start(login);
                RegistryClient client = client(registry, new Credential.Basic("eve", "wr0ng"))) {
            assertThatThrownBy(() -> client.push(image.request(reference(registry))))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("user 'eve' from the test")
                    .hasMessageContaining("repository:team/app:pull,push");
            long shown = registry.requests().stream()
                    .filter(request -> request.header("Authorization").isPresent())
                    .count();
            assertThat(shown)
                    .as("a password tried again and again locks accounts")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void withoutCredentialsAHiddenLogInIsToldOf(Login login) {
        try (TestRegistry registry = TestRegistry.start(login);
                RegistryClient client = RegistryClient.open(TestOptions.fast(), log)) {
            assertThatThrownBy(() -> client.resolve(reference(registry)))
                    .isInstanceOfSatisfying(
                            BuildFailure.class,
                            failure -> assertThat(failure.hint()).containsIgnoringCase("log"));
        }
    }

    /** A registry anybody may read, at which only /v2/ wants a log-in. */
    private static void openToReaders(TestRegistry registry, Request request, Connection connection)
            throws IOException {
        boolean open = request.header("Authorization").isEmpty();
        connection.send(
                request.path().equals("/v2/") || !open
                        ? Response.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                        : registry.annexAnswer(request));
    }

    @Test
    void whatAPublicRepositoryLacksIsLackingWhateverBecomesOfTheCredentials() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        try (TestRegistry registry = TestRegistry.start();
                RawServer server =
                        RawServer.start((request, connection) -> openToReaders(registry, request, connection));
                RegistryClient client = RegistryClient.open(TestOptions.withLogin(server.hostAndPort()), log)) {
            image.store(registry.storage(), "team/app", "1");
            Reference missing = Reference.parse(server.hostAndPort() + "/team/app:2");
            assertThat(client.find(missing)).isEmpty();
            assertThat(client.find(missing)).isEmpty();
            image.assertPulls(client, Reference.parse(server.hostAndPort() + "/team/app:1"));
            assertThat(log.warnings).singleElement().asString().contains("going on without credentials");
            assertThat(server.requests())
                    .filteredOn(request -> request.header("Authorization").isPresent())
                    .hasSize(1);
        }
    }

    @Test
    void aLackIsBelievedOfARegistryThatWantsNoLogIn() {
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = client(registry, BOB)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.find(reference(registry))).isEmpty();
            }
            assertThat(registry.requests())
                    .extracting(Request::toString)
                    .containsExactly(
                            "GET /v2/",
                            "GET /v2/team/app/manifests/1",
                            "GET /v2/team/app/manifests/1",
                            "GET /v2/team/app/manifests/1");
        }
    }

    @Test
    void aRefusalThatNamesNoWayToLogInIsAskedForOneElsewhere() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        try (TestRegistry registry = TestRegistry.start(Login.basic(TestOptions.USER, TestOptions.PASSWORD));
                RegistryClient client = client(registry, BOB)) {
            registry.setFaults(request ->
                    request.header("Authorization").isEmpty() && !request.path().equals("/v2/")
                            ? Fault.status(401)
                            : null);
            client.push(image.request(reference(registry)));
            image.assertStored(registry.storage(), "team/app", "1");
        }
    }
}
