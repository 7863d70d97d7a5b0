package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a registry sends us to another host, or another port of its own, nothing that is meant for it goes along. */
class StrangersTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private final TestRegistry registry = TestRegistry.start(
            Login.bearer(TestOptions.USER, TestOptions.PASSWORD).withIdentityToken("idt"));
    private final RegistryClient client = RegistryClient.open(TestOptions.withLogin(registry.hostAndPort()), log);
    private final Reference reference = Reference.parse(registry.hostAndPort() + "/team/app:1");

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private void assertSawNothing(RawServer stranger) {
        assertThat(stranger.requests()).isNotEmpty();
        for (Request request : stranger.requests()) {
            assertThat(request.header("Authorization")).isEmpty();
            assertThat(request.headers().values()).noneMatch(registry::isSecret);
            assertThat(registry.isSecret(request.target())).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, /blobs/",
        "302, /blobs/",
        "303, /blobs/",
        "307, /blobs/",
        "308, /blobs/",
        "302, /manifests/",
        "307, /manifests/"
    })
    void aWayOverAStrangerLeadsBackWithTheCredentials(int status, String what) throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(registry.storage(), "team/app", "1");
        try (RawServer stranger = RawServer.start((request, connection) ->
                connection.send(Response.of(307).with("Location", registry.url() + request.target() + "?back")))) {
            registry.setFaults(request -> request.path().contains(what)
                            && !request.rawQuery().equals("back")
                            && request.header("Authorization").isPresent()
                    ? Fault.redirect(status, stranger.url())
                    : null);
            image.assertPulls(client, reference);
            assertSawNothing(stranger);
        }
    }

    @Test
    void anUploadElsewhereCarriesBytesOnly() {
        SampleImage image = SampleImage.of(directory, 1, 1000, 5_000_000);
        try (RawServer stranger = RawServer.start((request, connection) -> {
            request.body().readAllBytes();
            connection.send(Response.of(request.method().equals("PUT") ? 201 : 202));
        })) {
            registry.quirks().uploadsAt = stranger.url();
            // It says yes and stores nothing, which only a look at the registry itself can tell.
            assertThatThrownBy(() -> client.push(image.request(reference)))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("not there afterwards");
            assertSawNothing(stranger);
            assertThat(registry.storage().tagged("team/app", "1")).isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aTokenServerThatSendsUsOnGetsNoSecondRequest() {
        try (RawServer stranger = RawServer.start((request, connection) -> connection.send(Response.of(200)))) {
            registry.setFaults(request -> request.path().equals("/token") ? Fault.redirect(307, stranger.url()) : null);
            assertThatThrownBy(() -> client.resolve(reference))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("307");
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void aListThatGoesOnElsewhereIsRefused() {
        SampleImage.of(directory, 1, 10).store(registry.storage(), "team/app", "1");
        try (RawServer stranger = RawServer.start((request, connection) -> connection.send(Response.of(200)))) {
            registry.setFaults(request -> request.path().endsWith("/tags/list")
                            && request.header("Authorization").isPresent()
                    ? (here, asked, connection) -> connection.send(Response.of(200)
                            .with("Link", "<" + stranger.url() + "/v2/team/app/tags/list?n=2>; rel=\"next\"")
                            .body("{\"name\":\"team/app\",\"tags\":[\"1\"]}"))
                    : null);
            assertThatThrownBy(() -> client.tags(reference)).hasMessageContaining(stranger.url());
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void credentialsOfOneRegistryAreNotThoseOfItsNeighbourOnAnotherPort() {
        try (TestRegistry neighbour = TestRegistry.start(Login.basic(TestOptions.USER, TestOptions.PASSWORD))) {
            assertThatThrownBy(() -> client.resolve(Reference.parse(neighbour.hostAndPort() + "/team/app:1")))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("anonymous");
            assertThat(neighbour.requests())
                    .extracting(request -> request.header("Authorization").isPresent())
                    .containsOnly(false);
        }
    }

    @Test
    void whatTheRegistryForbidsIsToldWithWhoWeAreAndWhatWasWanted() {
        registry.setFaults(request ->
                request.header("Authorization").isPresent() && !request.path().equals("/token")
                        ? Fault.status(403)
                        : null);
        assertThatThrownBy(() -> client.push(SampleImage.of(directory, 1, 10).request(reference)))
                .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                    assertThat(failure)
                            .hasMessageContaining(registry.hostAndPort())
                            .hasMessageContaining("403")
                            .hasMessageContaining("repository:team/app:pull,push")
                            .hasMessageContaining("user 'bob' from test login");
                    assertThat(failure.hint())
                            .contains("test login: user 'bob'")
                            .contains("sufficient for this");
                });
    }

    /** As Docker Hub words it, with the headers it sends. */
    @Test
    void thePullLimitOfDockerHubIsExplained() {
        String text =
                "You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit";
        registry.setFaults(request -> request.path().contains("/manifests/")
                ? (here, asked, connection) -> connection.send(Response.error(429, "TOOMANYREQUESTS", text)
                        .with("ratelimit-limit", "100;w=21600")
                        .with("ratelimit-remaining", "0;w=21600")
                        .with("docker-ratelimit-source", "198.51.100.7"))
                : null);
        assertThatThrownBy(() -> client.find(reference)).isInstanceOfSatisfying(BuildFailure.class, failure -> {
            assertThat(failure).hasMessageContaining(text);
            assertThat(failure.hint())
                    .contains("100 pulls in 6 hours for 198.51.100.7, of which 0 are left")
                    .contains("a login raises")
                    .contains("drydock.registryMirrors");
        });
        List<Request> asked = registry.requests().stream()
                .filter(request -> request.path().contains("/manifests/"))
                .toList();
        assertThat(asked).as("no pause of ours outlasts hours").hasSize(1);
    }
}
