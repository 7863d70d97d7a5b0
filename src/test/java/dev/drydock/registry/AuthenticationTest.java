package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.credential.Credential;
import dev.drydock.registry.credential.CredentialSource;
import dev.drydock.registry.testing.Connection;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {

    private static final Login BEARER = Login.bearer(TestOptions.USER, TestOptions.PASSWORD);

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();

    private RegistryClient client(TestRegistry registry, Credential... credentials) {
        List<CredentialSource> sources = java.util.stream.Stream.of(credentials)
                .map(one -> CredentialSource.explicit("the test", registry.hostAndPort(), one))
                .toList();
        return RegistryClient.open(
                new RegistryOptionsBuilder(TestOptions.fast())
                        .credentials(sources)
                        .build(),
                log);
    }

    private static Reference reference(TestRegistry registry) {
        return Reference.parse(registry.hostAndPort() + "/team/app:1");
    }

    private static long tokenRequests(TestRegistry registry) {
        return registry.requests().stream()
                .filter(request -> request.path().equals("/token"))
                .count();
    }

    @Test
    void aRefusalNamesRegistryScopeAndEveryPlaceSearched() {
        SampleImage image = SampleImage.of(directory, 1, 10);
        for (Login login : List.of(BEARER, Login.basic(TestOptions.USER, TestOptions.PASSWORD))) {
            try (TestRegistry registry = TestRegistry.start(login);
                    RegistryClient client = client(registry, new Credential.Basic("eve", "wr0ng"))) {
                assertThatThrownBy(() -> client.push(image.request(reference(registry))))
                        .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                            assertThat(failure)
                                    .hasMessageContaining(registry.hostAndPort())
                                    .hasMessageContaining("repository:team/app:pull,push")
                                    .hasMessageContaining("user 'eve' from the test");
                            assertThat(failure.hint()).contains("the test: user 'eve'");
                            assertThat(failure.getMessage() + failure.hint()).doesNotContain("wr0ng");
                        });
            }
        }
    }

    @Test
    void withoutCredentialsTheHintSaysHowToGiveSome() {
        try (TestRegistry registry = TestRegistry.start(BEARER);
                RegistryClient client = client(registry)) {
            assertThatThrownBy(() -> client.resolve(reference(registry)))
                    .isInstanceOfSatisfying(
                            BuildFailure.class,
                            failure -> assertThat(failure.hint())
                                    .contains("drydock.username")
                                    .contains("server with the id " + registry.hostAndPort()));
        }
    }

    @Test
    void outdatedCredentialsKeepNobodyFromPublicImages() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 10);
        try (TestRegistry registry = TestRegistry.start(BEARER.withOpenPull());
                RegistryClient client = client(registry, new Credential.Basic("eve", "old"))) {
            image.store(registry.storage(), "team/app", "1");
            image.assertPulls(client, reference(registry));
            assertThat(log.warnings).anyMatch(line -> line.contains("going on without credentials"));
        }
    }

    @Test
    void identityTokensAreExchangedByForm() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 10);
        try (TestRegistry registry = TestRegistry.start(BEARER.withIdentityToken("id+t/ok=en"));
                RegistryClient client = client(registry, new Credential.IdentityToken("id+t/ok=en"))) {
            client.push(image.request(reference(registry)));
            image.assertStored(registry.storage(), "team/app", "1");
            assertThat(registry.requests())
                    .filteredOn(request -> request.path().equals("/token"))
                    .extracting(Request::method)
                    .containsOnly("POST");
            assertThat(registry.isSecret(log.everything())).isFalse();
        }
    }

    @Test
    void registryTokensAreShownAsTheyAre() {
        try (RawServer server = RawServer.start((request, connection) -> connection.send(
                        request.header("Authorization").orElse("").equals("Bearer own-token")
                                ? Response.of(200).body("{\"schemaVersion\":2,\"mediaType\":\"x/y\"}")
                                : Response.of(401).with("WWW-Authenticate", "Bearer realm=\"http://127.0.0.1:1/\"")));
                RegistryClient client = RegistryClient.open(
                        new RegistryOptionsBuilder(TestOptions.fast())
                                .credentials(List.of(CredentialSource.explicit(
                                        "the test", server.hostAndPort(), new Credential.RegistryToken("own-token"))))
                                .build(),
                        log)) {
            assertThat(client.resolve(Reference.parse(server.hostAndPort() + "/a/b"))
                            .mediaType())
                    .isEqualTo("x/y");
        }
    }

    @Test
    void tokensAreRenewedBeforeTheyExpireAndOnceForAllThreads() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000, 2000, 3000, 4000, 5000, 6000);
        try (TestRegistry registry = TestRegistry.start(BEARER.withTokenMillis(1000));
                RegistryClient client =
                        client(registry, new Credential.Basic(TestOptions.USER, TestOptions.PASSWORD))) {
            client.push(image.request(reference(registry)));
            long first = tokenRequests(registry);
            assertThat(first).isBetween(1L, 3L);
            registry.expireTokens();
            SampleImage more = SampleImage.of(directory, 2, 1100, 2100, 3100);
            client.push(more.request(Reference.parse(registry.hostAndPort() + "/team/app:2")));
            more.assertStored(registry.storage(), "team/app", "2");
        }
    }

    @Test
    void aMountThatMayNotBeReadIsNoReasonToFail() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        try (TestRegistry registry = TestRegistry.start(BEARER.withClosed("team/secret"));
                RegistryClient client =
                        client(registry, new Credential.Basic(TestOptions.USER, TestOptions.PASSWORD))) {
            image.store(registry.storage(), "team/secret", "1");
            PushReport report = client.push(image.request(
                    reference(registry),
                    image.source(List.of(Reference.parse(registry.hostAndPort() + "/team/secret")))));
            assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
            image.assertStored(registry.storage(), "team/app", "1");
        }
    }

    @Test
    void uploadsAndDownloadsElsewhereShowNothingThere() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000, 9_000_000);
        try (TestRegistry registry = TestRegistry.start(BEARER);
                RawServer elsewhere = RawServer.start((request, connection) -> relay(registry, request, connection));
                RegistryClient client =
                        client(registry, new Credential.Basic(TestOptions.USER, TestOptions.PASSWORD))) {
            image.store(registry.storage(), "team/app", "1");
            registry.quirks().blobsAt = elsewhere.url() + "/content/";
            image.assertPulls(client, reference(registry));
            assertThat(elsewhere.requests())
                    .hasSize(3)
                    .allMatch(request -> request.header("Authorization").isEmpty());
        }
    }

    /** A content network: gives blobs to whoever asks. */
    private static void relay(TestRegistry registry, Request request, Connection connection) throws IOException {
        String digest = request.path().replace("/content/", "");
        connection.send(Response.of(200).body(registry.memory().blob(digest)));
    }

    @Test
    void aRealmInPlainOnAnotherHostIsRefused() {
        try (RawServer server = RawServer.start((request, connection) -> connection.send(Response.of(401)
                        .with("WWW-Authenticate", "Bearer realm=\"http://tokens.example/get\",service=\"x\"")));
                RegistryClient client = RegistryClient.open(TestOptions.withLogin(server.hostAndPort()), log)) {
            assertThatThrownBy(() -> client.resolve(Reference.parse(server.hostAndPort() + "/a/b")))
                    .hasMessageContaining("tokens.example")
                    .hasMessageContaining("plain HTTP");
        }
    }

    @Test
    void basicIsChosenAmongSeveralHeaders() throws IOException {
        byte[] manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"x/y\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (RawServer server = RawServer.start((request, connection) -> connection.send(
                        request.header("Authorization").orElse("").startsWith("Basic ")
                                ? Response.of(200).body(manifest)
                                : Response.of(401).with("WWW-Authenticate", "Negotiate\nBasic realm=\"x\"")));
                RegistryClient client = RegistryClient.open(TestOptions.withLogin(server.hostAndPort()), log)) {
            assertThat(client.resolve(Reference.parse(server.hostAndPort() + "/a/b"))
                            .raw())
                    .isEqualTo(manifest);
        }
    }
}
