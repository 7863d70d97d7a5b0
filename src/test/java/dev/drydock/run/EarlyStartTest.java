package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.RunningWorker;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of events between a worker that starts early, the runs that need it, and the end of the build. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EarlyStartTest {

    private static final RunRequest REQUEST =
            RunRequest.of(List.of(), List.of("true")).build();

    private final Launcher launcher = new Launcher();
    private final WorkerRunEngine engine = new WorkerRunEngine(launcher);

    /** Launches no process, and says what it was asked for. */
    private static final class Launcher implements WorkerLauncher {

        final List<String> events = Collections.synchronizedList(new ArrayList<>());
        final Deque<BuildFailure> failures = new ArrayDeque<>();
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayStart = new CountDownLatch(1);
        boolean waits;

        @Override
        public WorkerConnection connect(boolean inheritIo) throws InterruptedException {
            events.add("start");
            begun.countDown();
            if (waits) {
                try {
                    mayStart.await();
                } catch (InterruptedException e) {
                    events.add("broken off");
                    throw e;
                }
            }
            BuildFailure failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            events.add("ready");
            return WorkerConnection.open(new Worker(events), new LocalTransfer());
        }

        @Override
        public void tellChoice() {
            events.add("told");
        }

        @Override
        public void workersEnded(boolean whole) {
            events.add("all ended");
        }
    }

    private record Worker(List<String> events) implements RunningWorker {

        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public String diagnosis() {
            return "it still runs";
        }

        @Override
        public Integer exitStatus() {
            return null;
        }

        @Override
        public void close() {
            events.add("end");
        }
    }

    @Test
    void nothingIsStartedWhereNothingIsExpected() {
        engine.close();
        assertThat(launcher.events).isEmpty();
    }

    @Test
    void theRunThatComesTakesTheWorkerThatWasStartedForIt() throws Exception {
        engine.expectRun();
        engine.start(REQUEST, line -> {});
        engine.start(REQUEST, line -> {});
        engine.expectRun();
        engine.close();
        assertThat(launcher.events).containsExactly("start", "ready", "told", "end", "all ended");
    }

    @Test
    void severalThatExpectARunHaveOneWorkerStarted() throws Exception {
        launcher.waits = true;
        engine.expectRun();
        engine.expectRun();
        launcher.begun.await();
        engine.expectRun();
        launcher.mayStart.countDown();
        engine.start(REQUEST, line -> {});
        assertThat(launcher.events).containsExactly("start", "ready", "told");
        engine.close();
    }

    @Test
    void withoutExpectationARunStartsTheWorkerAsItComes() throws Exception {
        engine.start(REQUEST, line -> {});
        engine.close();
        assertThat(launcher.events).containsExactly("start", "ready", "told", "end", "all ended");
    }

    @Test
    void aWorkerThatNobodyNeededIsEndedAndNobodyIsToldOfIt() throws Exception {
        engine.expectRun();
        while (!launcher.events.contains("ready")) {
            Thread.onSpinWait();
        }
        engine.close();
        assertThat(launcher.events).containsExactly("start", "ready", "end", "all ended");
    }

    @Test
    void aStartThatIsUnderWayAtTheEndIsBrokenOff() throws Exception {
        launcher.waits = true;
        engine.expectRun();
        launcher.begun.await();
        engine.close();
        assertThat(launcher.events).containsExactly("start", "broken off", "all ended");
    }

    @Test
    void aFailureIsThatOfTheRunThatNeededTheWorkerAndTheNextTriesAnew() throws Exception {
        launcher.failures.add(BuildFailure.ofEnvironment("No process can be isolated here", null, null));
        engine.expectRun();
        assertThatThrownBy(() -> engine.start(REQUEST, line -> {})).hasMessage("No process can be isolated here");
        engine.start(REQUEST, line -> {});
        assertThat(launcher.events).containsExactly("start", "start", "ready", "told");
        engine.close();
    }

    @Test
    void aFailureNobodyRunsIntoIsNone() throws Exception {
        launcher.failures.add(BuildFailure.ofEnvironment("No process can be isolated here", null, null));
        engine.expectRun();
        engine.close();
        assertThat(launcher.events).containsExactly("start", "all ended");
    }

    @Test
    void nothingIsStartedAfterTheEnd() {
        engine.close();
        engine.expectRun();
        assertThat(launcher.events).isEmpty();
    }

    @Test
    void aRunThatIsInterruptedWhileTheWorkerStartsLeavesItToTheNext() throws Exception {
        launcher.waits = true;
        engine.expectRun();
        launcher.begun.await();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> engine.start(REQUEST, line -> {})).isInstanceOf(InterruptedException.class);
        launcher.mayStart.countDown();
        engine.start(REQUEST, line -> {});
        assertThat(launcher.events).containsExactly("start", "ready", "told");
        engine.close();
    }
}
