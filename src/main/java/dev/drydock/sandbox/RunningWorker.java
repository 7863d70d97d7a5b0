package dev.drydock.sandbox;

import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A worker that was started, wherever it is, and the connection to it. */
public interface RunningWorker extends AutoCloseable {

    /** Bytes the worker sends. The stream ends when the worker has ended or died. */
    InputStream input();

    /** Bytes for the worker to read; to be flushed. */
    OutputStream output();

    /** Waits for the end of the worker, if it is about to end, and says how it ended and what it printed. */
    String diagnosis() throws InterruptedException;

    /** @return an exit status once the worker has ended, null while it lives */
    @Nullable
    Integer exitStatus();

    /** Ends the worker and all it runs, and waits until it is gone. */
    @Override
    void close();
}
