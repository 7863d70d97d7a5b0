package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Reference;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that send requests on to another host of theirs, whose relative addresses are its own. */
class RedirectsTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private final TestRegistry registry = TestRegistry.start(Login.bearer(TestOptions.USER, TestOptions.PASSWORD));
    private final RegistryClient client = RegistryClient.open(
            new RegistryOptionsBuilder(TestOptions.withLogin(registry.hostAndPort()))
                    .transfers(new TransferSettings(2, 20_000, 1000, 1000, 1000))
                    .build(),
            log);
    private final Reference reference = Reference.parse(registry.hostAndPort() + "/team/app:1");

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private void redirect(String methods, String path, int status) {
        registry.setFaults(request -> methods.contains(request.method())
                        && request.path().contains(path)
                        && request.header("Authorization").isPresent()
                ? Fault.toAnnex(status)
                : null);
    }

    private void assertAnnexServed() {
        assertThat(registry.annex().requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("Authorization")).isEmpty();
            assertThat(request.headers().values()).noneMatch(registry::isSecret);
        });
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "POST, /uploads/, 307",
        "POST, /uploads/, 308",
        "PATCH, /uploads/, 307",
        "PUT, /uploads/, 308",
        "POST PATCH PUT GET, /uploads/, 307",
        "HEAD, /blobs/sha, 302",
        "HEAD PUT, /manifests/, 307",
        "HEAD GET POST PATCH PUT, /v2/, 308"
    })
    void anUploadGoesOnWhereItWasOpened(String methods, String path, int status) {
        redirect(methods, path, status);
        SampleImage image = SampleImage.of(directory, 1, 500, 90_000);
        client.push(image.request(reference));
        image.assertStored(registry.storage(), "team/app", "1");
        assertAnnexServed();
    }

    @Test
    void anUploadThatBreaksOffIsAskedAfterWhereItWasOpened() {
        SampleImage image = SampleImage.of(directory, 1, 90_000);
        boolean[] cut = {false};
        registry.setAnnexFaults(request -> {
            boolean now = !cut[0] && request.header("Content-Range").orElse("").startsWith("20000-");
            cut[0] |= now;
            return now ? Fault.cutRequest() : null;
        });
        redirect("POST", "/uploads/", 307);
        client.push(image.request(reference));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.annex().requests())
                .filteredOn(request -> request.path().contains("/uploads/"))
                .extracting(Request::method)
                .contains("GET");
        assertAnnexServed();
    }

    @Test
    void aMountIsLookedAtWhereAnotherHostSaysItWasDone() {
        SampleImage image = SampleImage.of(directory, 1, 500);
        image.store(registry.storage(), "team/base", "1");
        redirect("POST", "/uploads/", 307);
        Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
        PushReport report = client.push(image.request(reference, image.source(List.of(base))));
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.MOUNTED);
        image.assertStored(registry.storage(), "team/app", "1");
        assertAnnexServed();
    }

    @Test
    void aMountThatAStrangerClaimsIsNotBelieved() {
        SampleImage image = SampleImage.of(directory, 1, 500);
        image.store(registry.storage(), "team/base", "1");
        try (RawServer stranger = RawServer.start((request, connection) -> connection.send(Response.of(201)))) {
            registry.setFaults(request -> request.rawQuery().contains("mount=")
                            && request.header("Authorization").isPresent()
                    ? Fault.redirect(307, stranger.url())
                    : null);
            Reference base = Reference.parse(registry.hostAndPort() + "/team/base:1");
            PushReport report = client.push(image.request(reference, image.source(List.of(base))));
            assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
            image.assertStored(registry.storage(), "team/app", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aListGoesOnWhereItsFirstPageCameFrom(int status) {
        SampleImage image = SampleImage.of(directory, 1, 10);
        List<String> tags = List.of("1", "2", "3", "4", "5");
        tags.forEach(tag -> image.store(registry.storage(), "team/app", tag));
        registry.quirks().tagsPerPage = 2;
        redirect("GET", "/tags/list", status);
        assertThat(client.tags(reference)).isEqualTo(tags);
        assertThat(registry.annex().requests()).hasSize(3);
        assertAnnexServed();
    }

    @Test
    void referrersGoOnWhereTheirFirstPageCameFrom() {
        Digest subject = Digest.of(new byte[] {1});
        try (RawServer other = RawServer.start((request, connection) -> {
            boolean first = request.rawQuery().isEmpty();
            Response page = Response.of(200)
                    .with("Content-Type", MediaTypes.OCI_INDEX)
                    .body(Index.of(List.of(referrer(first ? 2 : 3)), Map.of()).raw());
            connection.send(first ? page.with("Link", "<?page=2>; rel=\"next\"") : page);
        })) {
            registry.setFaults(request -> request.path().contains("/referrers/")
                            && request.header("Authorization").isPresent()
                    ? Fault.redirect(307, other.url())
                    : null);
            assertThat(client.referrers(reference, subject, null)).hasSize(2);
            assertThat(other.requests())
                    .hasSize(2)
                    .allMatch(request -> request.header("Authorization").isEmpty());
        }
    }

    private static Descriptor referrer(int number) {
        return new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(new byte[] {(byte) number}), 1);
    }

    @Test
    void aHostWeAreSentToAndCannotReachIsNamed() {
        SampleImage image = SampleImage.of(directory, 1, 10);
        image.store(registry.storage(), "team/app", "1");
        registry.setFaults(request -> request.path().contains("/blobs/")
                        && request.header("Authorization").isPresent()
                ? Fault.redirect(307, "http://127.0.0.1:1")
                : null);
        assertThatThrownBy(() -> client.fetchSmall(reference, image.manifest().config()))
                .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                    assertThat(failure)
                            .hasMessageContaining("the registry sends us on to http://127.0.0.1:1: ")
                            .hasMessageContaining("connection");
                    assertThat(failure.hint()).contains("has to reach http://127.0.0.1:1 as well");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "http://b.example/u/1?s=%2F, https://b.example/u/1?s=%2F",
        "http://b.example:80/u, https://b.example/u",
        "/u/1, https://b.example/u/1",
        "http://a.example:5000/u, https://a.example:5000/u",
        "https://c.example/u, https://c.example/u"
    })
    void whoeverNamesItselfInPlainIsSpokenToOverTls(String location, String meant) throws Exception {
        RedirectRules destinations = new RedirectRules(new dev.drydock.http.address.InsecureHosts(java.util.Set.of()));
        assertThat(destinations.follow(
                        dev.drydock.http.address.Origin.of(URI.create("https://a.example:5000")),
                        URI.create("https://b.example/v2/x"),
                        location))
                .hasToString(meant);
    }
}
