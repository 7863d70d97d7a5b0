package dev.drydock.run;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** The way to a worker that has the files of this machine. */
final class LocalTransfer implements WorkerConnection.Transfer {

    @Override
    public void write(int run, RunRequest request, WireOutput out) throws IOException {
        RunCodec.write(request, out);
    }

    @Override
    public void read(int run, WireInput in, CompletableFuture<RunResult> result) throws IOException {
        result.complete(RunCodec.readResult(in));
    }

    @Override
    public void receive(WorkerMessage message) throws IOException {
        throw new IOException("unknown message " + message.kind());
    }

    @Override
    public boolean sharesFiles() {
        return true;
    }

    @Override
    public void end(int run) {}

    @Override
    public void lost(IOException cause) {}
}
