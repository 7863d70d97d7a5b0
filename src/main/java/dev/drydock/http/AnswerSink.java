package dev.drydock.http;

import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;

/** Takes the body of an answer while it arrives, on the connection's thread; slow writing slows the sender down. */
@StartUp
public interface AnswerSink {

    /**
     * Whether the body of this answer is for the sink; if not it is kept, up to a limit, with the answer.
     *
     * @throws IOException to refuse the answer as a whole
     */
    boolean accepts(int status, HttpHeaders headers) throws IOException;

    /**
     * Takes all that remains in the buffer.
     *
     * @throws IOException to end the transfer; {@link LocalFailure} if the fault is ours
     */
    void write(ByteBuffer bytes) throws IOException;
}
