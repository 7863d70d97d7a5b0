package dev.drydock.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results that become complete, or fail, in every order; a stage that goes on, fails or is interrupted meanwhile. */
@Timeout(30)
class StepPipelineTest {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, CompletableFuture<String>> blobs = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Complete when its blob is; at once if it has none. */
    private final class Made implements StepPipeline.Result {

        private final String name;
        private final CompletableFuture<String> blob;

        Made(String name) {
            this.name = name;
            this.blob = blobs.get(name);
        }

        @Override
        public boolean isComplete() {
            return blob == null;
        }

        @Override
        public void settle() throws IOException, InterruptedException {
            try {
                String failure = blob == null ? "" : blob.get();
                if (!failure.isEmpty()) {
                    throw new IOException(failure);
                }
            } catch (ExecutionException e) {
                throw new IOException(e);
            }
            told.add("recorded " + name);
        }

        @Override
        public RuntimeException failed(Exception cause) {
            told.add("failed " + name);
            return new IllegalStateException(name + ": " + cause.getMessage());
        }

        @Override
        public void drop() {
            told.add("dropped " + name);
        }
    }

    /**
     * A stage makes a, b and c, none of them complete. What happens then, in this order: a name alone becomes complete, one
     * with ! fails, "stage" fails the step after c. In the end all that was left becomes complete.
     */
    @ParameterizedTest
    @CsvSource({
        "a b c,      'recorded a, recorded b, recorded c',                         ''",
        "c b a,      'recorded a, recorded b, recorded c',                         ''",
        "b a c,      'recorded a, recorded b, recorded c',                         ''",
        "b c a,      'recorded a, recorded b, recorded c',                         ''",
        "a! b c,     'failed a, dropped a, dropped b, dropped c',                  'a: full'",
        "b c a!,     'failed a, dropped a, dropped b, dropped c',                  'a: full'",
        "c! b a,     'recorded a, recorded b, failed c, dropped c',                'c: full'",
        "b! a c,     'recorded a, failed b, dropped b, dropped c',                 'b: full'",
        "b! a! c,    'failed a, dropped a, dropped b, dropped c',                  'a: full'",
        "stage a b c, 'recorded a, recorded b, recorded c',                        'step'",
        "a b c stage, 'recorded a, recorded b, recorded c',                        'step'",
        "stage a b! c, 'recorded a, failed b, dropped b, dropped c',               'b: full'",
        "a b! stage, 'recorded a, failed b, dropped b, dropped c',                 'b: full'",
        "stage c! b! a!, 'failed a, dropped a, dropped b, dropped c',              'a: full'",
    })
    void resultsAreRecordedInTheirOrderAndTheLowestFailureCounts(String events, String expected, String failure)
            throws Exception {
        for (String name : List.of("a", "b", "c")) {
            blobs.put(name, new CompletableFuture<>());
        }
        var stageFails = new CountDownLatch(1);
        var made = new CountDownLatch(1);
        boolean fails = events.contains("stage");
        Future<String> stage = threads.submit(() -> {
            try (var pipeline = new StepPipeline(null)) {
                try {
                    for (String name : List.of("a", "b", "c")) {
                        pipeline.add(new Made(name));
                    }
                    made.countDown();
                    if (fails) {
                        stageFails.await();
                        throw new IllegalStateException("step");
                    }
                } catch (InterruptedException | RuntimeException e) {
                    return pipeline.failure(e).getMessage();
                }
                pipeline.finish();
                return "";
            } catch (IllegalStateException e) {
                return e.getMessage();
            } finally {
                assertThat(Thread.interrupted()).as("left interrupted").isFalse();
            }
        });
        assertThat(made.await(10, TimeUnit.SECONDS)).isTrue();
        for (String event : events.split(" ")) {
            if (event.equals("stage")) {
                stageFails.countDown();
            } else {
                blobs.get(event.substring(0, 1)).complete(event.endsWith("!") ? "full" : "");
            }
            // So that what follows from one event happens before the next, mostly.
            Thread.sleep(5);
        }
        blobs.values().forEach(each -> each.complete(""));
        assertThat(stage.get(10, TimeUnit.SECONDS)).isEqualTo(failure);
        assertThat(String.join(", ", told)).isEqualTo(expected);
    }

    @Test
    void aCompleteResultIsRecordedByTheStageItself() throws Exception {
        try (var pipeline = new StepPipeline(null)) {
            pipeline.add(new Made("a"));
            assertThat(told).containsExactly("recorded a");
            pipeline.finish();
        }
    }

    @Test
    void aCompleteResultWaitsForWhatIsBelow() throws Exception {
        blobs.put("a", new CompletableFuture<>());
        try (var pipeline = new StepPipeline(null)) {
            pipeline.add(new Made("a"));
            pipeline.add(new Made("b"));
            assertThat(told).isEmpty();
            blobs.get("a").complete("");
            pipeline.finish();
        }
        assertThat(told).containsExactly("recorded a", "recorded b");
    }

    @Test
    void theStageGoesOnWithItsOwnThreadWhenAllIsRecorded() throws Exception {
        blobs.put("a", new CompletableFuture<>());
        try (var pipeline = new StepPipeline(null)) {
            pipeline.add(new Made("a"));
            blobs.get("a").complete("");
            pipeline.finish();
            pipeline.add(new Made("b"));
            assertThat(told).containsExactly("recorded a", "recorded b");
        }
    }

    @Test
    void aStepThatRunsIsInterruptedWhenAResultBelowFails() throws Exception {
        blobs.put("a", new CompletableFuture<>());
        var running = new CountDownLatch(1);
        Future<String> stage = threads.submit(() -> {
            try (var pipeline = new StepPipeline(null)) {
                pipeline.add(new Made("a"));
                running.countDown();
                try {
                    TimeUnit.SECONDS.sleep(20);
                    return "was not interrupted";
                } catch (InterruptedException e) {
                    return pipeline.failure(e).getMessage();
                }
            }
        });
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        blobs.get("a").complete("full");
        assertThat(stage.get(10, TimeUnit.SECONDS)).isEqualTo("a: full");
    }

    @Test
    void aStageOnTopOfAnotherRecordsAfterIt() throws Exception {
        blobs.put("a", new CompletableFuture<>());
        try (var below = new StepPipeline(null);
                var above = new StepPipeline(below)) {
            below.add(new Made("a"));
            above.add(new Made("b"));
            assertThat(told).isEmpty();
            blobs.get("a").complete("");
            above.finish();
            below.finish();
        }
        assertThat(told).containsExactly("recorded a", "recorded b");
    }

    @Test
    void aStageOnTopOfAnotherThatFailsFailsWithIt() throws Exception {
        blobs.put("a", new CompletableFuture<>());
        blobs.put("b", new CompletableFuture<>());
        var published = new CompletableFuture<StepPipeline>();
        Future<String> below = threads.submit(() -> {
            try (var pipeline = new StepPipeline(null)) {
                pipeline.add(new Made("a"));
                published.complete(pipeline);
                pipeline.finish();
                return "";
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        Future<String> above = threads.submit(() -> {
            try (var pipeline = new StepPipeline(published.get())) {
                pipeline.add(new Made("b"));
                blobs.get("a").complete("full");
                pipeline.finish();
                return "";
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        assertThat(below.get(10, TimeUnit.SECONDS)).isEqualTo("a: full");
        assertThat(above.get(10, TimeUnit.SECONDS)).isEqualTo("a: full");
        assertThat(told).containsExactlyInAnyOrder("failed a", "dropped a", "dropped b");
    }

    @Test
    void anInterruptedStageDropsWhatIsNotRecordedAndLeavesNoThread() throws Exception {
        blobs.put("a", new CompletableFuture<>());
        blobs.put("b", new CompletableFuture<>());
        blobs.get("a").complete("");
        Thread.currentThread().interrupt();
        try (var pipeline = new StepPipeline(null)) {
            pipeline.add(new Made("a"));
            pipeline.add(new Made("b"));
            var interrupted = new InterruptedException();
            assertThat(Thread.interrupted()).isTrue();
            while (!told.contains("recorded a")) {
                Thread.onSpinWait();
            }
            assertThat(pipeline.failure(interrupted)).isSameAs(interrupted);
        }
        assertThat(told).containsExactly("recorded a", "dropped b");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("drydock-results"));
    }
}
