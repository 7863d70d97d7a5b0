package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Reference;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryClientTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private TestRegistry registry = TestRegistry.start();
    private RegistryClient client = RegistryClient.open(TestOptions.fast(), log);

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private void restart(Login login, RegistryOptions options) {
        close();
        registry = TestRegistry.start(login);
        client = RegistryClient.open(options, log);
    }

    private void restart(Login login) {
        registry.close();
        client.close();
        registry = TestRegistry.start(login);
        client = RegistryClient.open(TestOptions.withLogin(registry.hostAndPort()), log);
    }

    private Reference reference(String rest) {
        return Reference.parse(registry.hostAndPort() + "/" + rest);
    }

    private Map<String, Integer> methods() {
        Map<String, Integer> counts = new TreeMap<>();
        registry.requests().forEach(request -> counts.merge(request.method(), 1, Integer::sum));
        return counts;
    }

    @Test
    void whatIsPushedIsPulledByteForByte() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 10, 100_000, 5_000_000);
        PushReport report = client.push(image.request(reference("team/app:1.0")));
        image.assertStored(registry.storage(), "team/app", "1.0");
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
        assertThat(report.bytesSent()).isGreaterThan(5_100_000);
        image.assertPulls(client, reference("team/app:1.0"));
        assertThat(registry.memory().openUploads()).isZero();
    }

    @Test
    void aGreetingAsksOnceWithoutLogin() {
        restart(Login.basic("me", "secret"));
        client.greet(reference("team/app:1.0"));
        assertThat(registry.requests()).singleElement().satisfies(request -> {
            assertThat(request.method() + " " + request.path()).isEqualTo("GET /v2/");
            assertThat(request.headers()).doesNotContainKey("Authorization");
        });
    }

    @Test
    void whatAGreetingFoundIsNotAskedForAgain() {
        client.greet(reference("team/app:1.0"));
        client.head(reference("team/app:1.0"));
        assertThat(methods()).isEqualTo(Map.of("GET", 1, "HEAD", 1));
    }

    @Test
    void aGreetingNobodyHearsIsOnlyNoted() throws IOException {
        // Bound, so that no other test gets the port, but not listening.
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client.greet(Reference.parse("127.0.0.1:" + nobody.getLocalPort() + "/team/app:1.0"));
        }
        assertThat(log.debug).singleElement().asString().contains("greeted in vain");
    }

    @Test
    void whatWasSentAheadIsNotSentAgainAndCountsAsSent() throws Exception {
        SampleImage image = SampleImage.of(directory, 1, 10, 100_000);
        Descriptor layer = image.manifest().layers().get(1);
        client.pushAhead(
                reference("team/app:1.0"),
                layer,
                digest -> Optional.of(directory.resolve(layer.digest().hex())));
        while (registry.storage().blobSize("team/app", layer.digest().toString()) < 0) {
            Thread.sleep(5);
        }
        PushReport report = client.push(image.request(reference("team/app:1.0")));
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
        assertThat(methods().get("POST")).as("one upload for each blob").isEqualTo(3);
        image.assertStored(registry.storage(), "team/app", "1.0");
    }

    @Test
    void whatCouldNotBeSentAheadIsSentByThePush() {
        SampleImage image = SampleImage.of(directory, 1, 10, 100_000);
        Descriptor layer = image.manifest().layers().get(1);
        client.pushAhead(reference("team/app:1.0"), layer, digest -> Optional.of(directory.resolve("not there")));
        client.pushAhead(reference("team/app:1.0"), image.manifest().layers().get(0), digest -> Optional.of(directory));
        PushReport report = client.push(image.request(reference("team/app:1.0")));
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
        assertThat(log.debug)
                .filteredOn(line -> line.contains("could not be sent ahead"))
                .hasSize(2);
        image.assertStored(registry.storage(), "team/app", "1.0");
    }

    @Test
    void aPushThatWaitsForABlobSentAheadSurvivesItsFailure() {
        SampleImage image = SampleImage.of(directory, 1, 100_000);
        Descriptor layer = image.manifest().layers().get(0);
        AtomicBoolean refused = new AtomicBoolean();
        Fault late = (registry, request, connection) -> {
            LockSupport.parkNanos(500_000_000);
            Fault.status(403).play(registry, request, connection);
        };
        registry.setFaults(
                request -> request.method().equals("POST") && refused.compareAndSet(false, true) ? late : null);
        client.pushAhead(
                reference("team/app:1.0"),
                layer,
                digest -> Optional.of(directory.resolve(layer.digest().hex())));
        while (!refused.get()) {
            Thread.onSpinWait();
        }
        client.push(image.request(reference("team/app:1.0")));
        image.assertStored(registry.storage(), "team/app", "1.0");
    }

    @Test
    void aSecondPushSendsNothing() {
        SampleImage image = SampleImage.of(directory, 1, 10, 1000);
        client.push(image.request(reference("team/app:1.0")));
        registry.forgetRequests();
        PushReport report = client.push(image.request(reference("team/app:1.0")));
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.EXISTED);
        assertThat(methods()).isEqualTo(Map.of("HEAD", 1));
    }

    @Test
    void aNewTagOfAnImageThatIsThereIsOneManifest() {
        SampleImage image = SampleImage.of(directory, 1, 10, 1000);
        client.push(image.request(reference("team/app:1.0")));
        registry.forgetRequests();
        client.push(image.request(reference("team/app:1.1")));
        image.assertStored(registry.storage(), "team/app", "1.1");
        assertThat(methods()).isEqualTo(Map.of("HEAD", 2, "PUT", 1));
    }

    @Test
    void tagsComeAfterEverythingElseOfAllImages() throws IOException {
        SampleImage one = SampleImage.of(directory, 1, 1000, 2000);
        SampleImage two = SampleImage.of(directory, 2, 3000);
        client.push(List.of(
                one.request(reference("team/one:1"), List.of("latest", "1")), two.request(reference("team/two:1"))));
        List<String> order = registry.requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .map(request -> request.path().replaceAll(".*/", "").replaceAll("^sha256:.*", "digest"))
                .toList();
        assertThat(order.subList(order.size() - 3, order.size())).containsExactlyInAnyOrder("1", "latest", "1");
        assertThat(order.subList(0, order.size() - 3)).doesNotContain("1", "latest");
        one.assertStored(registry.storage(), "team/one", "latest");
        two.assertStored(registry.storage(), "team/two", "1");
    }

    @Test
    void anIndexComesAfterItsImages() throws IOException {
        SampleImage one = SampleImage.of(directory, 1, 1000);
        SampleImage two = SampleImage.of(directory, 2, 2000);
        Index index = SampleImage.index(one, two);
        client.push(SampleImage.request(reference("team/app:multi"), index, one.source(), one, two));
        one.assertManifestStored(registry.storage(), "team/app");
        two.assertManifestStored(registry.storage(), "team/app");
        FetchedManifest pulled = client.resolve(reference("team/app:multi"));
        assertThat(pulled.raw()).isEqualTo(index.raw());
        assertThat(pulled.mediaType()).isEqualTo(index.mediaType());
        assertThat(client.fetchManifest(reference("team/app"), two.manifest().digest())
                        .raw())
                .isEqualTo(two.manifest().raw());
    }

    @Test
    void previewTellsWhatWouldBeSentAndSendsNothing() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        PushReport report = client.preview(image.request(reference("team/app:1")));
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
        assertThat(methods().keySet()).doesNotContain("POST", "PUT", "PATCH");
    }

    @Test
    void blobsOfAnySizeAreFetched() throws IOException {
        for (int size : new int[] {0, 1, 16_384, 3_000_000}) {
            SampleImage image = SampleImage.of(directory, size, size);
            image.store(registry.storage(), "team/app", "s" + size);
            image.assertPulls(client, reference("team/app:s" + size));
        }
    }

    @Test
    void aFailedDownloadLeavesNoFile() {
        Path file = directory.resolve("out");
        Descriptor absent = new Descriptor("x", Digest.of(new byte[] {1}), 1);
        assertThatThrownBy(() -> client.fetchBlob(reference("team/app"), absent, file))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(registry.hostAndPort())
                .hasMessageContaining("404");
        assertThat(file).doesNotExist();
    }

    @Test
    void aDestinationThatCannotBeWrittenIsTheCallersException() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(registry.storage(), "team/app", "1");
        java.io.OutputStream full = new java.io.OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Descriptor layer = image.manifest().layers().get(0);
        assertThatThrownBy(() -> client.fetch("", reference("team/app"), layer, BlobDestination.of(full)))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(methods().get("GET")).isEqualTo(2);
    }

    @Test
    void resolveOfAKnownDigestIsOneHead() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(registry.storage(), "team/app", "1");
        client.head(reference("team/app:1"));
        registry.forgetRequests();
        FetchedManifest known = new FetchedManifest(
                image.manifest().mediaType(),
                image.manifest().digest(),
                image.manifest().raw());
        assertThat(client.resolve(
                        reference("team/app:1"),
                        digest -> Optional.of(known).filter(k -> k.digest().equals(digest))))
                .isSameAs(known);
        assertThat(methods()).isEqualTo(Map.of("HEAD", 1));
    }

    @Test
    void registriesThatSayNoDigestAreReadAllTheSame() throws IOException {
        registry.quirks().noDigestHeader = true;
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(registry.storage(), "team/app", "1");
        assertThat(client.head(reference("team/app:1")))
                .contains(image.manifest().descriptor());
        image.assertPulls(client, reference("team/app:1"));
        client.push(image.request(reference("team/app:2")));
    }

    @Test
    void whatIsNotThereIsEmptyOrToldWithAHint() {
        assertThat(client.head(reference("team/app:1"))).isEmpty();
        assertThat(client.find(reference("team/app:1"))).isEmpty();
        assertThat(client.headBlob(reference("team/app"), Digest.of(new byte[0])))
                .isEmpty();
        assertThat(client.tags(reference("team/app"))).isEmpty();
        assertThatThrownBy(() -> client.resolve(reference("team/app:1")))
                .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                    assertThat(failure)
                            .hasMessageContaining("Cannot pull " + reference("team/app:1"))
                            .hasMessageContaining("MANIFEST_UNKNOWN");
                    assertThat(failure.hint()).contains("name and the tag");
                });
    }

    @Test
    void tagsAreListedOverAllPages() {
        SampleImage image = SampleImage.of(directory, 1, 10);
        registry.quirks().tagsPerPage = 3;
        for (int i = 0; i < 10; i++) {
            image.store(registry.storage(), "team/app", "t" + i);
        }
        assertThat(client.tags(reference("team/app")))
                .containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9");
    }

    @Test
    void offlineAsksNobody() {
        restart(
                Login.NONE,
                new RegistryOptionsBuilder(TestOptions.fast()).offline(true).build());
        assertThatThrownBy(() -> client.resolve(reference("team/app:1")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("offline")
                .hasMessageContaining(registry.hostAndPort());
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void nobodyIsShownAnythingBeforeItAsks() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 10);
        for (Login login : List.of(
                Login.NONE,
                Login.basic(TestOptions.USER, TestOptions.PASSWORD),
                Login.bearer(TestOptions.USER, TestOptions.PASSWORD))) {
            restart(login);
            client.push(image.request(reference("team/app:1")));
            image.assertPulls(client, reference("team/app:1"));
            assertThat(registry.requests().get(0).header("Authorization")).isEmpty();
            long refused = registry.requests().stream()
                    .filter(request ->
                            !request.path().equals("/v2/") && !request.path().equals("/token"))
                    .filter(request -> request.header("Authorization").isEmpty())
                    .count();
            assertThat(refused).isLessThanOrEqualTo(login.kind() == TestRegistry.Kind.NONE ? 100 : 1);
        }
    }

    @Test
    void tokensAreFetchedOncePerScope() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 10, 20, 30, 40, 50, 60);
        restart(Login.bearer(TestOptions.USER, TestOptions.PASSWORD));
        client.push(image.request(reference("team/app:1")));
        image.assertPulls(client, reference("team/app:1"));
        List<Request> tokens = registry.requests().stream()
                .filter(request -> request.path().equals("/token"))
                .toList();
        assertThat(tokens)
                .extracting(request -> request.query().get("scope"))
                .containsExactlyInAnyOrder("repository:team/app:pull,push", "repository:team/app:pull");
        assertThat(tokens.get(0).query().get("service")).isEqualTo("drydock test");
    }
}
