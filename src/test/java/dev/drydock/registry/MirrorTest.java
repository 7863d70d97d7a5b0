package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private final TestRegistry mirror = TestRegistry.start(Login.basic(TestOptions.USER, TestOptions.PASSWORD));
    private final TestRegistry origin = TestRegistry.start();
    private final Reference reference = Reference.parse(origin.hostAndPort() + "/team/app:1");
    private final RegistryClient client = RegistryClient.open(
            new RegistryOptionsBuilder(TestOptions.withLogin(mirror.hostAndPort()))
                    .mirrors(Mirror.parseAll(origin.hostAndPort() + "=" + mirror.hostAndPort() + "/hub/cache"))
                    .build(),
            log);

    @AfterEach
    void close() {
        client.close();
        mirror.close();
        origin.close();
    }

    @Test
    void aMirrorServesBelowItsPrefixWithItsOwnCredentials() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(mirror.storage(), "hub/cache/team/app", "1");
        image.assertPulls(client, reference);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void whatAMirrorLacksComesFromTheRegistryWhichSeesNoMirrorsCredentials() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(origin.storage(), "team/app", "1");
        image.assertPulls(client, reference);
        assertThat(origin.requests())
                .allMatch(request -> request.header("Authorization").isEmpty());
    }

    @Test
    void aBrokenMirrorIsToldOnceAndLeftAlone() throws IOException {
        mirror.setFaults(request -> request.path().equals("/v2/") ? null : Fault.status(500));
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(origin.storage(), "team/app", "1");
        image.assertPulls(client, reference);
        image.assertPulls(client, reference);
        assertThat(log.warnings)
                .filteredOn(line -> line.contains("is not asked again"))
                .hasSize(1);
    }

    @Test
    void pushesGoToTheRegistryItself() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        client.push(image.request(reference));
        image.assertStored(origin.storage(), "team/app", "1");
        assertThat(mirror.requests()).isEmpty();
    }

    @Test
    void whatAMirrorLacksIsLookedForAtTheRegistry() {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(origin.storage(), "team/app", "1");
        Digest layer = image.manifest().layers().get(0).digest();
        assertThat(client.find(reference)).isPresent();
        assertThat(client.head(reference)).isPresent();
        assertThat(client.headBlob(reference, layer)).isPresent();
        assertThat(client.find(reference.withTag("2"))).isEmpty();
        assertThat(log.warnings).isEmpty();
    }

    /** A layer on its way from one registry to another, which is on no disk. */
    @ParameterizedTest
    @ValueSource(ints = {0, 404, 403, 500})
    void whatAMirrorDoesNotGiveIsStreamedFromTheRegistry(int status) {
        SampleImage image = SampleImage.of(directory, 1, 1000);
        image.store(origin.storage(), "team/app", "1");
        image.store(status == 0 ? mirror.storage() : origin.storage(), "hub/cache/team/app", "1");
        mirror.setFaults(
                request -> status != 0 && request.header("Authorization").isPresent() ? Fault.status(status) : null);
        BlobSource elsewhere = new BlobSource() {
            @Override
            public Optional<Path> file(Digest digest) {
                return Optional.empty();
            }

            @Override
            public List<Reference> origins(Digest digest) {
                return List.of(Reference.parse(origin.hostAndPort() + "/team/gone:1"), reference);
            }
        };
        try (TestRegistry target = TestRegistry.start()) {
            client.push(image.request(Reference.parse(target.hostAndPort() + "/team/app:1"), elsewhere));
            image.assertStored(target.storage(), "team/app", "1");
        }
        assertThat(origin.requests().stream()
                        .anyMatch(request -> request.path().contains("team/app/blobs")
                                && request.method().equals("GET")))
                .isEqualTo(status != 0);
    }

    @Test
    void severalMirrorsAreParsed() {
        assertThat(Mirror.parseAll("docker.io=a.example/hub/, docker.io=b.example:5000,quay.io=c"))
                .isEqualTo(Map.of(
                        "docker.io", List.of(new Mirror("a.example", "hub"), new Mirror("b.example:5000", "")),
                        "quay.io", List.of(new Mirror("c", ""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "=x", "docker.io=", "a=b=c", "docker.io=https://mirror.example"})
    void nonsenseIsRefusedByName(String text) {
        assertThatThrownBy(() -> Mirror.parseAll(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
