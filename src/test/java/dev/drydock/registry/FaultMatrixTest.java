package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.FaultScript;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Kind;
import dev.drydock.registry.testing.TestRegistry.Login;
import dev.drydock.registry.transport.HttpTransport;
import dev.drydock.registry.transport.RetryPolicy;
import dev.drydock.registry.transport.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every request of a push and of a pull, under every kind of log-in. In each case the image arrives whole or
 * the build fails with a clear error; what a patient client can survive must be survived; nobody but the registry ever sees
 * a secret; and once the fault is over the same client succeeds.
 */
class FaultMatrixTest {

    private static final long IDLE_MILLIS = 1000;
    private static final int WORKERS = 8;

    /** For the kinds of log-in that are not gone through completely. */
    private static final Set<String> SHORT = Set.of(
            "503",
            "closed at once",
            "request cut",
            "answer lost",
            "body cut",
            "401",
            "401 Basic",
            "403",
            "redirect 307");

    /** Faults that do not go away. */
    private static final Set<String> LASTING = Set.of(
            "500",
            "closed at once",
            "request cut",
            "answer lost",
            "body cut",
            "too long",
            "uploads lost",
            "tokens expired",
            "401",
            "403",
            "404",
            "429 an hour",
            "body corrupted",
            "portal",
            "redirect 307");

    @TempDir
    Path directory;

    /** One for each worker: a client of its own for each case, but connections and threads are shared. */
    private static final ThreadLocal<HttpTransport> TRANSPORT = ThreadLocal.withInitial(() -> {
        try {
            return Workings.transport(options("unused"), new RecordingLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /** What the client does in a case. */
    private enum Operation {
        PUSH,
        PULL
    }

    /**
     * @param survivable whether the operation must succeed when only one request meets it
     */
    private record Kinds(Map<String, Fault> survivable, Map<String, Fault> other) {

        static Kinds of(RawServer stranger) {
            Map<String, Fault> mild = new LinkedHashMap<>();
            mild.put("408", Fault.status(408));
            mild.put("429", Fault.status(429));
            mild.put("429 Retry-After", Fault.status(429, "Retry-After: 1"));
            mild.put("429 Retry-After date", Fault.status(429, "Retry-After: Fri, 01 Jan 2021 00:00:00 GMT"));
            for (int status : new int[] {500, 502, 503, 504}) {
                mild.put(String.valueOf(status), Fault.status(status));
            }
            mild.put("503 Retry-After", Fault.status(503, "Retry-After: 0"));
            mild.put("early 503", Fault.earlyStatus(503));
            mild.put("done but 500", Fault.doneBut(500));
            mild.put("done but 504", Fault.doneBut(504));
            mild.put("closed at once", Fault.closeAtOnce());
            mild.put("reset at once", Fault.resetAtOnce());
            mild.put("request cut", Fault.cutRequest());
            mild.put("answer lost", Fault.loseAnswer());
            mild.put("hangs", Fault.hang(2 * IDLE_MILLIS));
            mild.put("head cut", Fault.cutHead());
            mild.put("body cut", Fault.cutBody());
            mild.put("chunks cut", Fault.chunkedCut());
            mild.put("stalls", Fault.stall(2 * IDLE_MILLIS));
            mild.put("drips", Fault.drip(10, 2));
            mild.put("HTTP/1.0", Fault.http10());
            mild.put("HTTP/1.0 cut", Fault.http10Cut());
            mild.put("garbage", Fault.garbage());
            mild.put("request corrupted", Fault.corruptRequest());
            mild.put("digest wrong", Fault.wrongDigest());
            mild.put("too short", Fault.shortBody());
            mild.put("too long", Fault.longBody());
            mild.put("overrun", Fault.overrun());
            mild.put("endless error", Fault.endlessError());
            mild.put("uploads lost", Fault.uploadsLost());
            mild.put("tokens expired", Fault.tokensExpired());
            Map<String, Fault> harsh = new LinkedHashMap<>();
            harsh.put("400", Fault.status(400));
            harsh.put("401", Fault.status(401));
            harsh.put("401 Basic", Fault.status(401, "WWW-Authenticate: Basic realm=\"x\""));
            harsh.put("401 odd", Fault.status(401, "WWW-Authenticate: Negotiate, Bearer, ,=\"\\"));
            harsh.put(
                    "401 Bearer",
                    Fault.status(
                            401, "WWW-Authenticate: Bearer realm=\"http://stranger.invalid/token\",service=\"x\""));
            harsh.put("403", Fault.status(403));
            harsh.put("404", Fault.status(404));
            harsh.put("405", Fault.status(405));
            harsh.put("413", Fault.status(413));
            harsh.put("416", Fault.status(416));
            harsh.put("early 401", Fault.earlyStatus(401));
            harsh.put("429 an hour", Fault.status(429, "Retry-After: 3600"));
            harsh.put("501", Fault.status(501));
            harsh.put("body corrupted", Fault.corruptBody());
            harsh.put("portal", Fault.portal());
            for (int status : new int[] {301, 302, 307, 308}) {
                harsh.put("redirect " + status, Fault.redirect(status, stranger.url()));
            }
            harsh.put("redirect nowhere", Fault.redirect(307, "http://127.0.0.1:1"));
            harsh.put("redirect plain", Fault.redirect(307, "http://stranger.invalid"));
            harsh.put("redirect odd", Fault.redirect(307, "gopher://x/ [}"));
            harsh.put("location elsewhere", Fault.strangeLocation(stranger.url()));
            harsh.put("location odd", Fault.strangeLocation("ftp://x:99999:/"));
            return new Kinds(mild, harsh);
        }
    }

    private record Case(
            Operation operation,
            Kind kind,
            String name,
            Fault fault,
            int request,
            boolean lasting,
            boolean survivable) {
        @Override
        public String toString() {
            return operation + " " + kind + " request " + request + (lasting ? " and all after it: " : ": ") + name;
        }
    }

    @Test
    void everyFaultAtEveryRequest() throws Exception {
        long start = System.nanoTime();
        SampleImage image = SampleImage.of(directory, 5, 900, 30_000);
        try (RawServer stranger = RawServer.start(FaultMatrixTest::beHelpful)) {
            List<Case> cases = sampled(cases(Kinds.of(stranger), image));
            ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
            List<Future<?>> running = new ArrayList<>();
            for (Case one : cases) {
                running.add(workers.submit(() -> check(one, image, stranger)));
            }
            for (int i = 0; i < cases.size(); i++) {
                try {
                    running.get(i).get(60, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    problems.add(cases.get(i) + ": does not end");
                    running.get(i).cancel(true);
                }
            }
            workers.shutdownNow();
            System.out.printf(
                    "registry fault matrix: %d cases, %d arrived whole, %d failed clearly, in %d s%n",
                    cases.size(),
                    succeeded.get(),
                    failed.get(),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
            assertThat(problems).isEmpty();
            assertThat(succeeded.get() + failed.get()).isEqualTo(cases.size());
            assertThat(cases).hasSizeGreaterThan(250);
        }
    }

    /** Every eighth, for the sake of time; {@code -Dmatrix.every=1} goes through all. */
    private static List<Case> sampled(List<Case> all) {
        int every = Integer.getInteger("matrix.every", 8);
        List<Case> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += every) {
            some.add(all.get(i));
        }
        return some;
    }

    /** All with tokens, which make the most requests; the other log-ins with what concerns them. */
    private List<Case> cases(Kinds kinds, SampleImage image) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            for (Kind kind : Kind.values()) {
                int requests = count(operation, kind, image);
                for (int request = 1; request <= requests; request++) {
                    int at = request;
                    kinds.survivable.forEach((name, fault) -> {
                        if (kind == Kind.BEARER || SHORT.contains(name)) {
                            cases.add(new Case(operation, kind, name, fault, at, false, true));
                        }
                    });
                    kinds.other.forEach((name, fault) -> {
                        if (kind == Kind.BEARER || SHORT.contains(name)) {
                            cases.add(new Case(operation, kind, name, fault, at, false, false));
                        }
                    });
                    for (String name : kind == Kind.BEARER ? LASTING : Set.<String>of()) {
                        Fault fault = kinds.survivable.getOrDefault(name, kinds.other.get(name));
                        cases.add(new Case(operation, kind, name, fault, at, true, false));
                    }
                }
            }
        }
        return cases;
    }

    /** A host that says yes to everything and means nothing. */
    private static void beHelpful(Request request, dev.drydock.registry.testing.Connection connection)
            throws IOException {
        request.body().readAllBytes();
        connection.send(
                switch (request.method()) {
                    case "POST", "PATCH" -> Response.of(202).with("Location", request.target());
                    case "PUT" -> Response.of(201);
                    default -> Response.of(200).body("what you want to hear");
                });
    }

    private static Login login(Kind kind) {
        return switch (kind) {
            case NONE -> Login.NONE;
            case BASIC -> Login.basic(TestOptions.USER, TestOptions.PASSWORD);
            case BEARER -> Login.bearer(TestOptions.USER, TestOptions.PASSWORD);
        };
    }

    private static RegistryOptions options(String registry) {
        return TestOptions.withLogin(registry)
                .withTimeouts(new Timeouts(
                        Duration.ofSeconds(5), Duration.ofMillis(IDLE_MILLIS), Duration.ofMillis(IDLE_MILLIS)))
                .withRetries(new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(2)))
                .withTransfers(new Transfers(1, 0, 1000));
    }

    private int count(Operation operation, Kind kind, SampleImage image) throws IOException {
        try (TestRegistry registry = TestRegistry.start(login(kind));
                RegistryClient client = RegistryClient.open(
                        options(registry.hostAndPort()).withTimeouts(Timeouts.DEFAULT), new RecordingLog())) {
            prepare(operation, registry, image);
            run(operation, registry, client, image, directory.resolve("count"));
            return registry.requests().size();
        }
    }

    private static void prepare(Operation operation, TestRegistry registry, SampleImage image) {
        if (operation == Operation.PULL) {
            image.store(registry.storage(), "team/app", "1");
        }
    }

    private static void run(
            Operation operation, TestRegistry registry, RegistryClient client, SampleImage image, Path out)
            throws IOException {
        Reference reference = Reference.parse(registry.hostAndPort() + "/team/app:1");
        if (operation == Operation.PUSH) {
            client.push(image.request(reference).withTags(List.of("1", "latest")));
            image.assertStored(registry.storage(), "team/app", "1");
            image.assertStored(registry.storage(), "team/app", "latest");
        } else {
            Files.createDirectories(out);
            new SampleImage(image.manifest(), image.blobs(), out).assertPulls(client, reference);
        }
    }

    private void check(Case one, SampleImage image, RawServer stranger) {
        RecordingLog log = new RecordingLog();
        Path out = directory.resolve("case-" + Thread.currentThread().getId());
        long start = System.nanoTime();
        try (TestRegistry registry = TestRegistry.start(login(one.kind));
                Workings workings = Workings.of(options(registry.hostAndPort()), log, TRANSPORT.get())) {
            RegistryClient client = new RegistryClient(workings, log, false);
            prepare(one.operation, registry, image);
            registry.setFaults(
                    one.lasting ? FaultScript.from(one.request, one.fault) : FaultScript.at(one.request, one.fault));
            try {
                run(one.operation, registry, client, image, out);
                succeeded.incrementAndGet();
            } catch (BuildFailure failure) {
                failed.incrementAndGet();
                judge(one, registry, failure);
                assertTagsAreWhole(registry, image);
            }
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            if (millis > 20_000) {
                problems.add(one + ": took " + millis + " ms");
            }
            for (int i = 0; i < 200 && workings.tasks().getActiveCount() > 0; i++) {
                Thread.sleep(10);
            }
            if (workings.tasks().getActiveCount() > 0) {
                problems.add(one + ": threads are still at it");
            }
            registry.setFaults(request -> null);
            runAgain(one, registry, client, image, out);
            checkSecrets(one, registry, stranger, log);
        } catch (Throwable e) {
            problems.add(one + ": " + e);
        }
    }

    private void judge(Case one, TestRegistry registry, BuildFailure failure) {
        String message = failure.getMessage();
        if (one.survivable) {
            problems.add(one + ": should have been survived: " + message);
        }
        if (!message.contains("team/app") && !message.contains(registry.hostAndPort())) {
            problems.add(one + ": the failure does not say where: " + message);
        }
        if (registry.isSecret(message + failure.hint())) {
            problems.add(one + ": the failure tells a secret: " + message);
        }
    }

    /** Whatever failed, a tag names a whole image or nothing. */
    private static void assertTagsAreWhole(TestRegistry registry, SampleImage image) throws IOException {
        for (String tag : registry.storage().tags("team/app")) {
            image.assertStored(registry.storage(), "team/app", tag);
        }
    }

    private void runAgain(Case one, TestRegistry registry, RegistryClient client, SampleImage image, Path out) {
        try {
            run(one.operation, registry, client, image, out);
        } catch (BuildFailure | AssertionError | IOException e) {
            problems.add(one + ": the attempt after it fails too: " + e);
        }
    }

    private void checkSecrets(Case one, TestRegistry registry, RawServer stranger, RecordingLog log) {
        for (Request request : stranger.requests()) {
            Set<String> shown = Set.copyOf(request.headers().values());
            if (request.header("Authorization").isPresent() || shown.stream().anyMatch(registry::isSecret)) {
                problems.add(one + ": a stranger was shown credentials");
            }
        }
        if (registry.isSecret(log.everything())) {
            problems.add(one + ": the log tells a secret");
        }
    }
}
