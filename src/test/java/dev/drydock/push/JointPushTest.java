package dev.drydock.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.build.Builder;
import dev.drydock.engine.record.ImageRecord;
import dev.drydock.engine.record.LastBuild;
import dev.drydock.failure.BuildFailure;
import dev.drydock.http.RetryPolicy;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.progress.BuildLog;
import dev.drydock.registry.PushReport;
import dev.drydock.registry.PushReport.Way;
import dev.drydock.registry.RegistryClient;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.FaultScript;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images pushed together, by one client or several. */
class JointPushTest {

    @TempDir
    Path temp;

    private TestRegistry registry;
    private Path context;

    @BeforeEach
    void start() throws IOException {
        registry = TestRegistry.start();
        context = Files.createDirectories(temp.resolve("context"));
        FileTime past = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(Files.writeString(context.resolve("a.txt"), "a".repeat(100_000)), past);
        Files.setLastModifiedTime(Files.writeString(context.resolve("b.txt"), "b".repeat(200_000)), past);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noNameIsSetIfOneImageCannotBeSent(boolean sameAccess) throws Exception {
        List<PushItem> items =
                List.of(item("one", "COPY a.txt /\n", "x"), item("two", "COPY b.txt /\n", sameAccess ? "x" : "y"));
        registry.setFaults(request ->
                request.method().equals("POST") && request.path().contains("/team/two/") ? Fault.status(403) : null);
        assertThatThrownBy(() -> Pushes.push(items)).isInstanceOf(BuildFailure.class);
        assertThat(registry.storage().tags("team/one")).isEmpty();
        assertThat(record("one").has("pushed")).isFalse();

        registry.setFaults(request -> null);
        Pushes.push(items);
        assertThat(registry.storage().tags("team/one")).containsExactly("1", "latest");
        assertThat(registry.storage().tags("team/two")).containsExactly("1", "latest");
    }

    @Test
    void aBlobOfSeveralImagesIsSentOnce() throws Exception {
        List<List<PushReport>> reports = Pushes.push(
                List.of(item("one", "COPY a.txt /\nCOPY b.txt /\n", ""), item("two", "COPY a.txt /\nLABEL a=b\n", "")));
        assertThat(Stream.of(reports.get(0), reports.get(1))
                        .flatMap(list -> list.get(0).blobs().stream())
                        .map(PushReport.Blob::way))
                .containsOnlyOnceElementsOf(List.of(Way.MOUNTED))
                .filteredOn(way -> way == Way.SENT)
                .hasSize(4);
    }

    @Test
    void aLaterPushOfTheRunHasTheRegistryTakeWhatAnEarlierOneSent() throws Exception {
        PushClients run = new OneRun(new PushedBlobs());
        JointPush.push(List.of(item("one", "COPY a.txt /\n", "")), run);
        List<PushReport> reports = JointPush.push(List.of(item("two", "COPY a.txt /\nLABEL a=b\n", "x")), run)
                .get(0);
        assertThat(reports.get(0).blobs())
                .extracting(PushReport.Blob::way)
                .containsExactlyInAnyOrder(Way.MOUNTED, Way.SENT);
    }

    /** Without the right to read the other repository, and after that has lost its blobs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheRegistryDoesNotTakeFromAnEarlierPushIsSent(boolean refused) throws Exception {
        PushReport earlier =
                Pushes.push(List.of(item("one", "COPY a.txt /\n", ""))).get(0).get(0);
        Reference lost = Reference.parse(registry.hostAndPort() + "/team/lost:1");
        var pushed = new PushedBlobs();
        pushed.learn(
                new PushReport(refused ? earlier.target() : lost, earlier.digest(), earlier.tags(), earlier.blobs()));
        registry.setFaults(request -> refused && request.query().containsKey("mount") ? Fault.status(403) : null);
        PushReport later = JointPush.push(List.of(item("two", "COPY a.txt /\nLABEL a=b\n", "")), new OneRun(pushed))
                .get(0)
                .get(0);
        assertThat(later.blobs()).extracting(PushReport.Blob::way).containsOnly(Way.SENT);
        assertThat(completeNames(registry, "two")).isEqualTo(4);
    }

    private record OneRun(PushedBlobs pushed) implements PushClients {
        @Override
        public RegistryClient open(PushItem item) {
            return JointPush.open(item);
        }
    }

    @Test
    void anIndexComesAfterItsImagesAndNamesLast() throws Exception {
        Workspace space =
                build("one", "COPY a.txt /\n", List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));
        Pushes.push(List.of(item(space, "one", "")));
        List<String> manifests = registry.requests().stream()
                .filter(request ->
                        request.method().equals("PUT") && request.path().contains("/manifests/"))
                .map(request -> request.path().replaceAll(".*/", ""))
                .toList();
        Digest root = Digest.parse(record("one").path("digest").asText());
        assertThat(manifests).hasSize(5);
        assertThat(manifests.subList(0, 2)).allMatch(name -> name.startsWith("sha256:"));
        assertThat(manifests.get(2)).isEqualTo(root.toString());
        assertThat(manifests.subList(3, 5)).containsExactlyInAnyOrder("1", "latest");
    }

    private record Trouble(String name, boolean lasting, Fault fault) {}

    /** At each request in turn, for good or once: whatever has a name is whole, and all have one or the push has failed. */
    @Test
    void whateverGoesWrongNoNameIsOfSomethingIncomplete() throws Exception {
        Workspace both =
                build("one", "COPY a.txt /\n", List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64")));
        Workspace other = build("two", "COPY a.txt b.txt /\n", List.of(Platform.current()));
        Pushes.push(List.of(item(both, "one", ""), item(other, "two", "x")));
        int requests = registry.requests().size();
        List<Trouble> troubles = List.of(
                new Trouble("503", true, Fault.status(503)),
                new Trouble("connections closed", true, Fault.closeAtOnce()),
                new Trouble("answers lost", true, Fault.loseAnswer()),
                new Trouble("connection reset", false, Fault.resetAtOnce()),
                new Trouble("done but 500", false, Fault.doneBut(500)));
        int failed = 0;
        int cases = 0;
        for (Trouble trouble : troubles) {
            for (int at = 1; at <= requests; at++) {
                try (TestRegistry fresh = TestRegistry.start()) {
                    fresh.setFaults(
                            trouble.lasting ? FaultScript.from(at, trouble.fault) : FaultScript.at(at, trouble.fault));
                    boolean done = push(fresh, both, other);
                    cases++;
                    failed += done ? 0 : 1;
                    String which = trouble + " at request " + at;
                    int names = completeNames(fresh, which);
                    assertThat(done || trouble.lasting).as(which).isTrue();
                    if (done) {
                        assertThat(names).as(which).isEqualTo(4);
                    }
                }
            }
        }
        System.out.println("joint pushes with faults: " + cases + ", of which " + failed + " failed");
        assertThat(cases).isGreaterThan(100);
    }

    private static boolean push(TestRegistry to, Workspace both, Workspace other) throws IOException {
        try {
            Reference one = Reference.parse(to.hostAndPort() + "/team/one:1");
            Reference two = Reference.parse(to.hostAndPort() + "/team/two:1");
            Pushes.push(List.of(
                    new PushItem(new ImagePush(both.layout(), List.of(one, one.withTag("latest"))), surroundings(), ""),
                    new PushItem(
                            new ImagePush(other.layout(), List.of(two, two.withTag("latest"))), surroundings(), "x")));
            return true;
        } catch (BuildFailure e) {
            return false;
        }
    }

    /** How many names there are; each of an image with everything it consists of. */
    private static int completeNames(TestRegistry registry, String which) throws IOException {
        int names = 0;
        for (String repository : List.of("team/one", "team/two")) {
            for (String tag : registry.storage().tags(repository)) {
                names++;
                checkComplete(
                        registry,
                        repository,
                        registry.storage().tagged(repository, tag).orElseThrow(),
                        which);
            }
        }
        return names;
    }

    private static void checkComplete(TestRegistry registry, String repository, String digest, String which)
            throws IOException {
        JsonNode manifest = Json.parseObject(registry.storage()
                .manifest(repository, digest)
                .orElseThrow(() -> new AssertionError(which + ": " + digest + " is missing"))
                .raw());
        for (JsonNode child : manifest.path("manifests")) {
            checkComplete(registry, repository, child.path("digest").asText(), which);
        }
        for (JsonNode layer : manifest.path("layers")) {
            assertThat(registry.storage()
                            .blobSize(repository, layer.path("digest").asText()))
                    .as(which)
                    .isEqualTo(layer.path("size").asLong());
        }
        if (manifest.has("config")) {
            String config = manifest.path("config").path("digest").asText();
            assertThat(registry.storage().blobSize(repository, config))
                    .as(which)
                    .isPositive();
        }
    }

    @Test
    void twoDifferentImagesOfOneNameAreRefused() throws Exception {
        List<PushItem> items = List.of(
                item(build("one", "COPY a.txt /\n", List.of(Platform.current())), "same", ""),
                item(build("two", "COPY b.txt /\n", List.of(Platform.current())), "same", ""));
        assertThatThrownBy(() -> Pushes.push(items)).hasMessageContaining("Two different images", "team/same:1");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void theRecordSaysWhereTheImageIsAndTheNextBuildIsNotConfused() throws Exception {
        Thread.sleep(60); // for a change of the context now might not show
        PushItem item = item("one", "COPY a.txt /\n", "");
        boolean remembered = Files.exists(machine("one").output().resolve(LastBuild.FILE));
        Pushes.push(List.of(item));
        JsonNode pushed = record("one").path("pushed").path(0);
        assertThat(pushed.path("registry").asText()).isEqualTo(registry.hostAndPort());
        assertThat(pushed.path("repository").asText()).isEqualTo("team/one");
        assertThat(pushed.path("reference").asText())
                .isEqualTo(registry.hostAndPort() + "/team/one@"
                        + record("one").path("digest").asText());
        assertThat(Json.strings(pushed, "tags")).containsExactly("1", "latest");
        assertThat(pushed.path("bytes").path("sent").asLong()).isPositive();
        assertThat(pushed.path("bytes").path("existing").asLong()).isZero();
        String before = pushed.toString();

        Pushes.push(List.of(item));
        assertThat(record("one").path("pushed")).hasSize(1).first().hasToString(before);
        assertThat(remembered).isTrue();
        assertThat(new LastBuild(request("one", "COPY a.txt /\n", List.of(Platform.current())))
                        .stillHolds(BuildLog.NONE))
                .isPresent();

        Reference other = Reference.parse(registry.hostAndPort() + "/other/one:2");
        Pushes.push(
                new ImagePush(
                        machine("one").layout(), List.of(other), machine("one").output()),
                surroundings());
        assertThat(record("one").path("pushed")).hasSize(2);
        assertThat(record("one")
                        .path("pushed")
                        .path(1)
                        .path("bytes")
                        .path("sent")
                        .asLong())
                .isPositive();
    }

    @Test
    void aPreviewOnlyLooks() throws Exception {
        Pushes.push(List.of(item("one", "COPY a.txt /\n", "")));
        registry.forgetRequests();
        PushReport report = JointPush.preview(List.of(item("one", "COPY a.txt /\nCOPY b.txt /\n", "")), JointPush::open)
                .get(0)
                .get(0);
        assertThat(report.blobs())
                .extracting(PushReport.Blob::way)
                .containsExactlyInAnyOrder(Way.SENT, Way.EXISTED, Way.SENT);
        assertThat(report.tags()).containsExactly("1", "latest");
        assertThat(registry.requests()).extracting(Request::method).containsOnly("HEAD", "GET");
        assertThat(record("one").has("pushed")).isFalse();
    }

    private PushItem item(String name, String steps, Object access) throws Exception {
        return item(build(name, steps, List.of(Platform.current())), name, access);
    }

    private PushItem item(Workspace space, String name, Object access) {
        Reference first = Reference.parse(registry.hostAndPort() + "/team/" + name + ":1");
        var push = new ImagePush(space.layout(), List.of(first, first.withTag("latest")), space.output());
        return new PushItem(push, surroundings(), access);
    }

    private Workspace machine(String name) {
        return Workspace.of(temp.resolve(name), temp.resolve("store"));
    }

    private Workspace build(String name, String steps, List<Platform> platforms) throws Exception {
        new Builder(surroundings()).build(request(name, steps, platforms));
        return machine(name);
    }

    private BuildRequest request(String name, String steps, List<Platform> platforms) throws IOException {
        Path file = Files.writeString(temp.resolve(name + ".Dockerfile"), "FROM scratch\n" + steps);
        var source = new ImageSource.Dockerfile(context, file);
        return BuildRequest.of(source, Reference.parse("me/" + name), machine(name))
                .withPlatforms(platforms);
    }

    private JsonNode record(String name) throws IOException {
        return Json.parseObject(Files.readAllBytes(machine(name).output().resolve(ImageRecord.FILE)));
    }

    private static BuildEnvironment surroundings() {
        var patience = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(500));
        return new BuildEnvironment(
                new RegistryOptionsBuilder().retries(patience).build(), SandboxMode.AUTO, BuildLog.NONE, Map.of());
    }
}
