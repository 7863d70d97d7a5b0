package dev.drydock.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.http.HttpTransport;
import dev.drydock.http.RetryPolicy;
import dev.drydock.http.Timeouts;
import dev.drydock.registry.testing.AwakeTime;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.FaultScript;
import dev.drydock.registry.testing.RawServer;
import dev.drydock.registry.testing.RegistryOptionsBuilder;
import dev.drydock.registry.testing.Request;
import dev.drydock.registry.testing.Response;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.registry.testing.TestRegistry.Kind;
import dev.drydock.registry.testing.TestRegistry.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault at every request of a push and of a pull, under every kind of log-in. In each case the image arrives whole or
 * the build fails with a clear error; what a patient client can survive must be survived; nobody but the registry ever sees
 * a secret; and once the fault is over the same client succeeds.
 */
class FaultMatrixTest {

    private static final int WORKERS = 8;

    /**
     * One case of so many is tried, for the sake of time; {@code -Dmatrix.every=1} goes through all. A prime, so that from one
     * request to the next it is the turn of other faults.
     */
    private static final int EVERY = Integer.getInteger("matrix.every", 23);

    @TempDir
    Path directory;

    /** One for each worker: a client of its own for each case, but connections and threads are shared. */
    private static final ThreadLocal<HttpTransport> TRANSPORT = ThreadLocal.withInitial(() -> {
        try {
            return ClientParts.transport(options("unused", FaultedOperation.PUSH), new RecordingLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    });

    private static final AwakeTime AWAKE = new AwakeTime();

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private record Case(
            FaultedOperation operation,
            Kind kind,
            String name,
            Fault fault,
            int request,
            boolean lasting,
            boolean survivable) {

        void playAt(TestRegistry registry) {
            FaultScript usual = operation.usualFaults();
            FaultScript own = lasting ? FaultScript.from(request, fault) : FaultScript.at(request, fault);
            registry.setFaults(operation.isAtAnnex() ? usual : both(usual, own));
            if (operation.isAtAnnex()) {
                registry.setAnnexFaults(own);
            }
        }

        private static FaultScript both(FaultScript usual, FaultScript own) {
            return asked -> {
                Fault usually = usual.faultFor(asked);
                Fault now = own.faultFor(asked);
                return now == null ? usually : now;
            };
        }

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
            List<Case> cases = sampled(cases(FaultKinds.of(stranger), image));
            ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
            List<Future<?>> running = new ArrayList<>();
            for (Case one : cases) {
                running.add(workers.submit(() -> check(one, image, stranger)));
            }
            for (int i = 0; i < cases.size(); i++) {
                long until = AWAKE.millis() + 60_000;
                while (!running.get(i).isDone() && AWAKE.millis() < until) {
                    Thread.sleep(5);
                }
                if (running.get(i).cancel(true)) {
                    problems.add(cases.get(i) + ": does not end");
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
            assertThat(cases).hasSizeGreaterThan(5000 / EVERY);
        }
    }

    private static List<Case> sampled(List<Case> all) {
        List<Case> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += EVERY) {
            some.add(all.get(i));
        }
        return some;
    }

    /** All with tokens, which make the most requests; the other log-ins with what concerns them. */
    private List<Case> cases(FaultKinds kinds, SampleImage image) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (FaultedOperation operation : FaultedOperation.values()) {
            for (Kind kind : operation.kinds()) {
                for (int at : requests(operation, kind, image)) {
                    kinds.survivable().forEach((name, fault) -> {
                        if (kind == Kind.BEARER || FaultKinds.SHORT.contains(name)) {
                            cases.add(new Case(operation, kind, name, fault, at, false, true));
                        }
                    });
                    kinds.other().forEach((name, fault) -> {
                        if (kind == Kind.BEARER || FaultKinds.SHORT.contains(name)) {
                            cases.add(new Case(operation, kind, name, fault, at, false, false));
                        }
                    });
                    for (String name : kind == Kind.BEARER ? new TreeSet<>(FaultKinds.LASTING) : Set.<String>of()) {
                        Fault fault = kinds.survivable()
                                .getOrDefault(name, kinds.other().get(name));
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

    private static RegistryOptions options(String registry, FaultedOperation operation) {
        return new RegistryOptionsBuilder(TestOptions.withLogin(registry))
                .timeouts(new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(FaultKinds.IDLE_MILLIS),
                        Duration.ofMillis(FaultKinds.IDLE_MILLIS)))
                .retries(new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(2)))
                .transfers(operation.transfers())
                .build();
    }

    private List<Integer> requests(FaultedOperation operation, Kind kind, SampleImage image) throws IOException {
        try (TestRegistry registry = TestRegistry.start(operation.login(login(kind)));
                RegistryClient client = RegistryClient.open(
                        new RegistryOptionsBuilder(options(registry.hostAndPort(), operation))
                                .timeouts(Timeouts.DEFAULT)
                                .build(),
                        new RecordingLog())) {
            operation.prepare(registry, image);
            registry.setFaults(operation.usualFaults());
            operation.run(registry, client, image, directory.resolve("count"));
            List<Request> asked = operation.isAtAnnex() ? registry.annex().requests() : registry.requests();
            return asked.stream()
                    .filter(operation::concerns)
                    .map(Request::number)
                    .toList();
        }
    }

    private void check(Case one, SampleImage image, RawServer stranger) {
        RecordingLog log = new RecordingLog();
        Path out = directory.resolve("case-" + Thread.currentThread().getId());
        long start = AWAKE.millis();
        try (TestRegistry registry = TestRegistry.start(one.operation.login(login(one.kind)));
                ClientParts workings =
                        ClientParts.of(options(registry.hostAndPort(), one.operation()), log, TRANSPORT.get())) {
            RegistryClient client = new RegistryClient(workings, log, false);
            one.operation.prepare(registry, image);
            one.playAt(registry);
            try {
                one.operation.run(registry, client, image, out);
                succeeded.incrementAndGet();
            } catch (BuildFailure failure) {
                failed.incrementAndGet();
                judge(one, registry, failure);
                assertTagsAreWhole(registry, image);
            }
            if (one.operation.name().startsWith("PUSH_SIGNED")) {
                assertThat(one.operation.isSignedWithoutImage(registry, image)).isFalse();
                assertThat(one.operation.isNamedWithoutSignature(registry, image))
                        .isFalse();
            }
            long millis = AWAKE.millis() - start;
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
            registry.setAnnexFaults(request -> null);
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
            if (!tag.startsWith("sha256-")) {
                image.assertStored(registry.storage(), "team/app", tag);
            }
        }
    }

    private void runAgain(Case one, TestRegistry registry, RegistryClient client, SampleImage image, Path out) {
        try {
            one.operation.run(registry, client, image, out);
        } catch (BuildFailure | AssertionError | IOException e) {
            problems.add(one + ": the attempt after it fails too: " + e);
        }
    }

    private void checkSecrets(Case one, TestRegistry registry, RawServer stranger, RecordingLog log) {
        List<Request> strangers = List.copyOf(stranger.requests());
        List<Request> seen = new ArrayList<>(registry.annex().requests());
        seen.addAll(strangers.subList(Math.max(0, strangers.size() - 200), strangers.size()));
        for (Request request : seen) {
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
