package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A request under way. Closing it ends its use of the call's content; it does not cancel what {@link #future} stands for. */
@StartUp
interface Exchange extends AutoCloseable {

    /** To be cancelled when nobody waits any longer. */
    Future<?> future();

    /**
     * Waits for the answer and all of its body.
     *
     * @throws ExecutionException for the reason why none came
     */
    HttpAnswer answer() throws ExecutionException, InterruptedException, IOException;

    /** The failure, or what the client that met it is known to mean by it. */
    IOException explained(IOException failure);

    @Override
    void close() throws IOException;
}
