package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.sandbox.RunningWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerConnectionTest {

    /** Sends what a test wants. */
    private static final class Scripted implements RunningWorker {

        private final PipedInputStream input = new PipedInputStream(1 << 16);
        private final PipedOutputStream said = new PipedOutputStream(input);

        Scripted() throws IOException {}

        void say(int kind, int run, WorkerMessage.Content content) throws IOException {
            WorkerMessage.of(kind, run, content).write(said);
            said.flush();
        }

        @Override
        public InputStream input() {
            return input;
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
        public void close() {}
    }

    @Test
    void aResultThatCannotBeReadFailsTheRunInsteadOfLeavingItWaiting() throws Exception {
        var worker = new Scripted();
        worker.say(WorkerMessage.READY, 0, out -> out.text(""));
        try (var connection = WorkerConnection.open(worker, new RelayTransfer(worker.output()))) {
            connection.awaitReady();
            var request = RunRequest.of(List.of(), List.of("true")).build();
            var run = connection.start(request, line -> {});
            // A layer nobody asked for.
            worker.say(WorkerMessage.DONE, 1, out -> {
                out.number(0);
                out.flag(true);
            });
            assertThatThrownBy(run::await)
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("The sandbox worker is gone");
        }
    }

    @Test
    void afterAnAnswerThatIsNoneNothingElseWaitsEither() throws Exception {
        var worker = new Scripted();
        worker.say(WorkerMessage.READY, 0, out -> out.text(""));
        try (var connection = WorkerConnection.open(worker, new LocalTransfer())) {
            connection.awaitReady();
            var run = connection.start(RunRequest.of(List.of(), List.of("true")).build(), line -> {});
            worker.say(99, 1, out -> {});
            assertThatThrownBy(run::await).isInstanceOf(BuildFailure.class);
            assertThatThrownBy(() -> connection.prune(Duration.ofDays(1))).isInstanceOf(BuildFailure.class);
        }
    }
}
