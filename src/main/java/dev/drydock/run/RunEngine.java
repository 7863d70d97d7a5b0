package dev.drydock.run;

import dev.drydock.image.Layer;
import dev.drydock.io.GrowingFile;
import dev.drydock.startup.StartUp;

/**
 * Runs processes on roots made of layers. One engine serves a whole build and runs several processes at once; it starts
 * what it needs (a worker in its namespaces) at the first run, or when one is expected. Nothing it started or mounted outlives
 * this JVM, however that ends, but for the seconds in which an archive of the worker's classes is made, once.
 */
@StartUp
public interface RunEngine extends AutoCloseable {

    /**
     * Says that a run is likely to come. What it needs is started beside the caller, unless it is there; if that fails, the run is
     * told, and if no run comes, it ends with the engine and nobody hears of it.
     */
    void expectRun();

    /**
     * Says that a layer is coming on which runs are likely. Where that spares them time, it is unpacked for them while it comes;
     * whether it was, and whether that failed, nobody hears.
     *
     * @param blob the layer's, which is being written
     * @return to be told whether the blob is that of the layer; until then nobody uses what is unpacked
     */
    default EarlyUnpack unpackEarly(Layer layer, GrowingFile blob) {
        return EarlyUnpack.NONE;
    }

    /**
     * @throws dev.drydock.failure.BuildFailure if no way to isolate a process works here, saying what was tried and what to
     *     enable; or if the program or the user is not in the root
     * @throws InterruptedException if interrupted; the process is killed
     */
    default RunResult run(RunRequest request, RunListener listener) throws InterruptedException {
        return start(request, listener).await();
    }

    /** The same, without waiting for the end. */
    StartedRun start(RunRequest request, RunListener listener) throws InterruptedException;

    @Override
    void close();
}
