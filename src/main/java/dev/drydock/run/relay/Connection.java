package dev.drydock.run.relay;

import dev.drydock.failure.BuildFailure;
import dev.drydock.run.WorkerMessage;
import dev.drydock.run.stream.Multiplexer;
import java.io.IOException;
import java.io.OutputStream;

/** The way to Maven, for messages and streams. */
record Connection(OutputStream out, Multiplexer streams) {

    void send(int kind, int run, WorkerMessage.Content content) throws IOException {
        WorkerMessage.of(kind, run, content).write(out);
    }

    void fail(int run, BuildFailure failure) throws IOException {
        WorkerMessage.ofFailure(run, failure).write(out);
    }
}
