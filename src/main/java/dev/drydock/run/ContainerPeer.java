package dev.drydock.run;

import dev.drydock.sandbox.engine.EngineWorker;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A worker that is in a container of an engine. */
record ContainerPeer(EngineWorker worker) implements WorkerConnection.Peer {

    @Override
    public InputStream input() {
        return worker.input();
    }

    @Override
    public OutputStream output() {
        return worker.output();
    }

    @Override
    public String diagnosis() throws InterruptedException {
        return worker.diagnosis();
    }

    @Override
    public @Nullable Integer exitStatus() {
        return worker.exitStatus();
    }

    @Override
    public void close() {
        worker.close();
    }
}
