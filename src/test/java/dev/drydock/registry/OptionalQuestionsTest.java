package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that only spare work are answered by nothing but trouble, for ever. */
class OptionalQuestionsTest {

    private static final Login LOGIN = Login.bearer(TestOptions.USER, TestOptions.PASSWORD);

    @TempDir
    Path directory;

    private final RecordingLog log = new RecordingLog();

    /** All questions a push can do without, by name. */
    private static Map<String, Predicate<Request>> questions() {
        Map<String, Predicate<Request>> questions = new LinkedHashMap<>();
        questions.put("HEAD of a blob", request -> isHead(request, "/blobs/"));
        questions.put("any look at a blob", request -> isHead(request, "/blobs/") || isGet(request, "/blobs/sha"));
        questions.put("HEAD of a manifest", request -> isHead(request, "/manifests/"));
        questions.put(
                "any look at a manifest", request -> isHead(request, "/manifests/") || isGet(request, "/manifests/"));
        questions.put("mount", request -> request.rawQuery().contains("mount="));
        questions.put("state of an upload", request -> isGet(request, "/uploads/"));
        questions.put("end of an upload", request -> request.method().equals("DELETE"));
        return questions;
    }

    private static boolean isHead(Request request, String what) {
        return request.method().equals("HEAD") && request.path().contains(what);
    }

    private static boolean isGet(Request request, String what) {
        return request.method().equals("GET") && request.path().contains(what);
    }

    private static Map<String, Fault> troubles() {
        Map<String, Fault> troubles = new LinkedHashMap<>();
        for (int status : new int[] {400, 403, 405, 406, 409, 416, 451, 500, 501, 503, 511}) {
            troubles.put(String.valueOf(status), Fault.status(status));
        }
        troubles.put("a redirect for GET alone", Fault.toAnnexForGet());
        troubles.put("a redirect to nobody", Fault.redirect(307, "http://127.0.0.1:1"));
        troubles.put("a redirect that leaves TLS", Fault.redirect(307, "http://storage.invalid"));
        troubles.put("no answer", Fault.closeAtOnce());
        return troubles;
    }

    static Stream<Arguments> all() {
        return questions().keySet().stream()
                .flatMap(question -> troubles().keySet().stream().map(trouble -> Arguments.of(question, trouble)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("all")
    void aPushGoesThroughWithoutThem(String question, String trouble) {
        Predicate<Request> asked = questions().get(question);
        Fault fault = troubles().get(trouble);
        SampleImage image = SampleImage.of(directory, 1, 1000, 40_000);
        try (TestRegistry registry = TestRegistry.start(LOGIN);
                RegistryClient client = RegistryClient.open(
                        new RegistryOptionsBuilder(TestOptions.withLogin(registry.hostAndPort()))
                                .transfers(new TransferSettings(4, 0, 1000, 1000, 1000))
                                .build(),
                        log)) {
            registry.quirks().noMounts = question.equals("end of an upload");
            image.store(registry.storage(), "team/base", "1");
            FirstOnly cut = new FirstOnly(request -> request.method().equals("PATCH"));
            registry.setFaults(
                    request -> request.path().equals("/token") || request.path().equals("/v2/")
                            ? null
                            : asked.test(request) ? fault : cut.test(request) ? Fault.cutRequest() : null);
            List<Reference> mounts = question.equals("mount") || question.equals("end of an upload")
                    ? List.of(reference(registry, "team/base:1"), reference(registry, "team/other:1"))
                    : List.of();
            for (String name : List.of("team/app:1", "team/app:2", "team/third:1")) {
                client.push(image.request(reference(registry, name), image.source(mounts)));
            }
            image.assertStored(registry.storage(), "team/app", "1");
            image.assertStored(registry.storage(), "team/app", "2");
            image.assertStored(registry.storage(), "team/third", "1");
            assertThat(registry.requests()).as("the question was asked").anyMatch(asked);
        }
    }

    private static Reference reference(TestRegistry registry, String name) {
        return Reference.parse(registry.hostAndPort() + "/" + name);
    }

    /** The first request of a kind, and no other. */
    private static final class FirstOnly implements Predicate<Request> {

        private final Predicate<Request> kind;
        private boolean met;

        FirstOnly(Predicate<Request> kind) {
            this.kind = kind;
        }

        @Override
        public synchronized boolean test(Request request) {
            boolean first = !met && kind.test(request);
            met |= first;
            return first;
        }
    }

    @Test
    void whatIsThereIsFoundByItsFirstByte() {
        SampleImage image = SampleImage.of(directory, 1, 1000, 40_000, 0);
        try (TestRegistry registry = TestRegistry.start();
                RegistryClient client = RegistryClient.open(TestOptions.fast(), log)) {
            image.store(registry.storage(), "team/app", "1");
            registry.setFaults(request -> request.path().contains("/blobs/sha") ? Fault.toAnnexForGet() : null);
            PushReport report = client.push(image.request(reference(registry, "team/app:2")));
            assertThat(report.bytesSent()).isZero();
            registry.setFaults(request -> isHead(request, "/blobs/") ? Fault.status(405) : null);
            registry.quirks().noRanges = true;
            report = client.push(image.request(reference(registry, "team/app:3")));
            assertThat(report.bytesSent()).isZero();
        }
    }

    /** Whatever is asked would be refused: once is enough. */
    @Test
    void wrongCredentialsAreNotTriedOnEveryQuestion() {
        SampleImage image = SampleImage.of(directory, 1, 1000, 40_000);
        try (TestRegistry registry = TestRegistry.start(Login.basic(TestOptions.USER, "another"));
                RegistryClient client = RegistryClient.open(TestOptions.withLogin(registry.hostAndPort()), log)) {
            assertThatThrownBy(() -> client.push(image.request(reference(registry, "team/app:1"))))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("user 'bob'");
            assertThat(registry.requests())
                    .filteredOn(request -> request.header("Authorization").isPresent())
                    .hasSize(1);
        }
    }

    @Test
    void aRegistryThatIsNotThereIsNotWaitedForAgainAndAgain() throws IOException {
        SampleImage image = SampleImage.of(directory, 1, 1000, 40_000);
        TestRegistry registry = TestRegistry.start();
        Reference target = reference(registry, "team/app:1");
        try (RegistryClient client = RegistryClient.open(TestOptions.fast(), log);
                Socket held = new Socket()) {
            client.head(target);
            registry.close();
            hold(held, URI.create("http://" + registry.hostAndPort()).getPort());
            log.debug.clear();
            assertThatThrownBy(() -> client.push(image.request(target)))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("connection");
            assertThat(log.debug).hasSizeLessThanOrEqualTo(2);
        }
    }

    /** Binds to a port without listening, so that nobody else gets it and answers. Connections may take a moment to go. */
    private static void hold(Socket socket, int port) throws IOException {
        socket.setReuseAddress(true);
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!socket.isBound()) {
            try {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (BindException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 406, 501})
    void referrersAreFoundByTheirTagWhereTheApiIsRefused(int status) throws Exception {
        SampleImage image = SampleImage.of(directory, 1, 100);
        try (TestRegistry registry = TestRegistry.start(LOGIN);
                RegistryClient client = RegistryClient.open(TestOptions.withLogin(registry.hostAndPort()), log)) {
            registry.quirks().noReferrers = true;
            FaultedOperation.ATTACH.prepare(registry, image);
            FaultedOperation.ATTACH.run(registry, client, image, directory);
            registry.setFaults(request -> request.path().contains("/referrers/")
                            && request.header("Authorization").isPresent()
                    ? Fault.status(status)
                    : null);
            assertThat(client.referrers(
                            reference(registry, "team/app:1"), image.manifest().digest(), null))
                    .hasSize(1);
        }
    }
}
