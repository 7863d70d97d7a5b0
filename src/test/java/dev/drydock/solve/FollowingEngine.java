package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.run.RunEngine;
import dev.drydock.run.RunListener;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunResult;
import dev.drydock.run.StartedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts of {@link ScriptedEngine} beside the caller, in stages that a test can hold up or have fail: {@code NAME ends}, its
 * process; {@code NAME changes}, its layer is known; {@code NAME whole}, that is compressed. A name is the last word of a script.
 */
final class FollowingEngine implements RunEngine {

    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final Map<String, BuildFailure> failures = new ConcurrentHashMap<>();
    final Set<Run> going = ConcurrentHashMap.newKeySet();

    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final ScriptedEngine scripted = new ScriptedEngine();

    void hold(String stage) {
        held.put(stage, new CountDownLatch(1));
    }

    void release(String stage) {
        held.get(stage).countDown();
    }

    void await(String event) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!events.contains(event)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + event + " in " + events);
            }
            Thread.sleep(2);
        }
    }

    private void stage(String stage) throws InterruptedException {
        events.add(stage);
        var hold = held.get(stage);
        if (hold != null) {
            hold.await();
        }
        var failure = failures.get(stage);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void expectRun() {}

    @Override
    public StartedRun start(RunRequest request, RunListener listener) {
        return new Run(request, null, listener);
    }

    @Override
    public void close() {}

    final class Run implements StartedRun {

        private final String name;
        private final RunRequest request;
        private final @Nullable Run before;
        private final RunListener listener;
        private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
        private final CompletableFuture<RunResult> changes = new CompletableFuture<>();
        private final CompletableFuture<RunResult> whole = new CompletableFuture<>();
        private final Thread thread = new Thread(this::go);

        Run(RunRequest request, @Nullable Run before, RunListener listener) {
            this.request = request;
            this.before = before;
            this.listener = listener;
            String script = request.argv().get(request.argv().size() - 1);
            this.name = script.substring(script.lastIndexOf(' ') + 1);
            going.add(this);
            thread.start();
        }

        private void go() {
            try {
                if (before != null) {
                    before.settled.get();
                }
                events.add(name + " begins" + (before == null ? "" : " on " + before.name));
                RunResult tar =
                        scripted.start(compressed(Compression.NONE), listener).await();
                stage(name + " ends");
                if (tar.exitCode() != 0) {
                    settled.completeExceptionally(new IllegalStateException());
                    end(() -> whole.complete(tar));
                    return;
                }
                settled.complete(true);
                if (before != null) {
                    before.changes.get();
                }
                stage(name + " changes");
                changes.complete(tar);
                stage(name + " whole");
                RunResult result = scripted.start(compressed(request.capture().compression()), line -> {})
                        .await();
                end(() -> whole.complete(result));
            } catch (BuildFailure e) {
                fail(e);
            } catch (InterruptedException | ExecutionException | RuntimeException e) {
                fail(BuildFailure.ofBuild(name + " was ended", null));
            }
        }

        private void fail(BuildFailure failure) {
            settled.completeExceptionally(failure);
            end(() -> {
                changes.completeExceptionally(failure);
                whole.completeExceptionally(failure);
            });
        }

        private void end(Runnable telling) {
            going.remove(this);
            telling.run();
        }

        private RunRequest compressed(Compression compression) {
            var capture = request.capture();
            return RunRequest.of(request.layers(), request.argv())
                    .env(request.env())
                    .mounts(request.mounts())
                    .capture(new RunRequest.Capture(capture.directory(), compression, capture.timestamp()))
                    .build();
        }

        @Override
        public RunResult await() throws InterruptedException {
            return get(whole);
        }

        @Override
        public RunResult changes() throws InterruptedException {
            return get(changes.applyToEither(whole, either -> either));
        }

        private RunResult get(CompletableFuture<RunResult> wanted) throws InterruptedException {
            try {
                return wanted.get();
            } catch (InterruptedException e) {
                kill();
                whole.handle((result, failure) -> 0).join();
                throw e;
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw (BuildFailure) (cause instanceof BuildFailure ? cause : cause.getCause());
            }
        }

        @Override
        public Optional<StartedRun> startNext(RunRequest next, RunListener nextListener) {
            return Optional.of(new Run(next, this, nextListener));
        }

        @Override
        public boolean ends(Duration within) {
            throw new AssertionError();
        }

        @Override
        public void signal(int number) {}

        @Override
        public void kill() {
            events.add(name + " is killed");
            thread.interrupt();
        }
    }
}
