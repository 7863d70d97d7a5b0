package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Reference;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways a blob comes into a repository. */
class BlobPushTest {

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();
    private final TestRegistry registry = TestRegistry.start();
    private RegistryClient client = RegistryClient.open(TestOptions.fast(), log);

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private Reference reference(String rest) {
        return Reference.parse(registry.hostAndPort() + "/" + rest);
    }

    /** Blobs that are not on this machine. */
    private static BlobSource at(Reference origin) {
        return new BlobSource() {
            @Override
            public Optional<Path> file(Digest digest) {
                return Optional.empty();
            }

            @Override
            public List<Reference> origins(Digest digest) {
                return List.of(origin);
            }
        };
    }

    @Test
    void aBlobIsSentOnceHoweverManyImagesHaveIt() {
        SampleImage one = SampleImage.of(directory, 7, 50_000);
        SampleImage same = SampleImage.of(directory, 7, 50_000, 60_000);
        client.push(List.of(one.request(reference("a/one:1")), same.request(reference("a/one:2"))));
        client.push(same.request(reference("a/two:1")));
        Digest shared = one.manifest().layers().get(0).digest();
        long sent = registry.requests().stream()
                .filter(request -> request.method().equals("PUT")
                        && request.query().getOrDefault("digest", "").equals(shared.toString()))
                .count();
        assertThat(sent).isEqualTo(1);
        same.assertStored(registry.storage(), "a/two", "1");
        assertThat(log.skipped).anyMatch(why -> why.startsWith("mounted from"));
    }

    @Test
    void aBaseOfTheSameRegistryIsMountedWithoutBeingHere() {
        SampleImage base = SampleImage.of(directory.resolve("."), 3, 4000);
        base.store(registry.storage(), "library/base", "1");
        BlobSource elsewhere = at(reference("library/base:1"));
        PushReport report = client.push(base.request(reference("team/app:1"), elsewhere));
        assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.MOUNTED);
        base.assertStored(registry.storage(), "team/app", "1");
    }

    @Test
    void aBaseOfAnotherRegistryIsStreamedThrough() {
        SampleImage base = SampleImage.of(directory.resolve("."), 3, 4000, 6_000_000, 0);
        try (TestRegistry other = TestRegistry.start()) {
            base.store(other.storage(), "library/base", "1");
            BlobSource elsewhere = at(Reference.parse(other.hostAndPort() + "/library/base:1"));
            PushReport report = client.push(base.request(reference("team/app:1"), elsewhere));
            assertThat(report.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.STREAMED);
        }
        base.assertStored(registry.storage(), "team/app", "1");
    }

    @Test
    void aRefusedMountBecomesAnUploadInTheSameSession() {
        registry.quirks().noMounts = true;
        SampleImage image = SampleImage.of(directory, 1, 1000);
        client.push(image.request(reference("team/app:1"), image.source(List.of(reference("team/other")))));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.requests())
                .filteredOn(request -> request.method().equals("POST"))
                .hasSize(2);
        assertThat(registry.memory().openUploads()).isZero();
    }

    @Test
    void largeBlobsGoInChunksOfAtLeastWhatTheRegistryAsksFor() {
        registry.quirks().minimumChunk = 2_000_000;
        client.close();
        client = RegistryClient.open(
                new RegistryOptionsBuilder(TestOptions.fast())
                        .transfers(new TransferSettings(2, 1_000_000))
                        .build(),
                log);
        SampleImage image = SampleImage.of(directory, 1, 5_000_000);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.requests().stream()
                        .filter(request -> request.method().equals("PATCH"))
                        .map(request -> request.header("Content-Range").orElse("")))
                .contains("0-1999999", "2000000-3999999", "4000000-4999999");
    }

    /** Pieces of a kilobyte instead of a megabyte, for the sake of time. */
    private void openForSmallPieces(int chunk) {
        client.close();
        client = RegistryClient.open(
                new RegistryOptionsBuilder(TestOptions.fast())
                        .transfers(new TransferSettings(1, chunk, 100_000, 100_000, 1024))
                        .build(),
                log);
    }

    @ParameterizedTest
    @CsvSource({
        "413, 65536, 0",
        "413, 100000, 0",
        "413, 100000, 200000",
        "416, 262144, 0",
        "416, 65536, 2000000",
        "416, 30000, 40000"
    })
    void tooLargeRequestsAreSplitOnceForAllBlobs(int status, int largest, int chunk) {
        registry.quirks().largestBody = largest;
        registry.quirks().tooLarge = status;
        openForSmallPieces(chunk);
        SampleImage image = SampleImage.of(directory, 1, 600_000, 190_000, 70_000);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.requests())
                .filteredOn(request -> length(request) > largest)
                .hasSizeBetween(1, 3);
        assertThat(registry.memory().openUploads()).isZero();
    }

    private static long length(Request request) {
        return Long.parseLong(request.header("Content-Length").orElse("0"));
    }

    /** The first request breaks off before a proxy has counted it, and the rest goes in one. */
    @ParameterizedTest
    @ValueSource(ints = {413, 416})
    void aRestThatIsTooLargeIsSplit(int status) {
        registry.quirks().tooLarge = status;
        openForSmallPieces(0);
        SampleImage image = SampleImage.of(directory, 1, 900_000);
        AtomicBoolean first = new AtomicBoolean(true);
        registry.setFaults(request -> request.method().equals("PATCH") && first.getAndSet(false)
                ? (here, asked, connection) -> {
                    Fault.cutRequest().play(here, asked, connection);
                    registry.quirks().largestBody = 300_000;
                }
                : null);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.requests())
                .filteredOn(request -> request.method().equals("POST"))
                .as("one upload for each blob")
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 416})
    void aLimitNoPieceFitsIntoIsToldInTheRegistrysWords(int status) {
        registry.quirks().largestBody = 100;
        registry.quirks().tooLarge = status;
        openForSmallPieces(0);
        SampleImage image = SampleImage.of(directory, 1, 150_000);
        assertThatThrownBy(() -> client.push(image.request(reference("team/app:1"))))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("was answered " + status);
    }

    /** As proxies do, which do not wait for what they will not pass on. */
    @Test
    void aRefusalBeforeAllHasBeenSentIsHeard() {
        SampleImage image = SampleImage.of(directory, 1, 9_000_000);
        registry.setFaults(request -> length(request) > 1_048_576 ? Fault.earlyStatus(413) : null);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
    }

    @Test
    void aLargeBlobGoesTogetherWithItsCommit() {
        SampleImage image = SampleImage.of(directory, 1, 9_000_000);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.requests()).noneMatch(request -> request.method().equals("PATCH"));
        assertThat(registry.requests())
                .filteredOn(request -> length(request) == 9_000_000)
                .hasSize(1);
    }

    /** One that broke off goes in a PATCH, of which a registry may keep a part. */
    @Test
    void aLargeBlobThatBrokeOffIsNotSentTogetherWithItsCommitAgain() {
        SampleImage image = SampleImage.of(directory, 1, 9_000_000);
        AtomicBoolean first = new AtomicBoolean(true);
        registry.setFaults(
                request -> request.method().equals("PUT") && length(request) > 5_000_000 && first.getAndSet(false)
                        ? Fault.cutRequest()
                        : null);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
        assertThat(registry.requests())
                .filteredOn(request -> length(request) > 1_000_000)
                .extracting(Request::method)
                .containsExactly("PUT", "PATCH");
        assertThat(registry.memory().openUploads()).isZero();
    }

    @Test
    void aPatchTheRegistryTookOnlyInPartIsContinued() {
        registry.quirks().shortPatch = 2_000_000;
        openForSmallPieces(0);
        SampleImage image = SampleImage.of(directory, 1, 7_000_000);
        client.push(image.request(reference("team/app:1")));
        image.assertStored(registry.storage(), "team/app", "1");
    }
}
