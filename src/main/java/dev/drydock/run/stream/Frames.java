package dev.drydock.run.stream;

import java.io.IOException;

/** Sends pieces of streams to the other end, each as a whole whoever else sends. */
public interface Frames {

    /** @param bytes not kept, and not changed meanwhile */
    void data(int stream, byte[] bytes) throws IOException;

    /**
     * The stream has ended.
     *
     * @param failure what went wrong, in words; empty if it is complete
     */
    void end(int stream, String failure) throws IOException;

    /** The reader of a stream has taken so many bytes, and can be sent as many more. */
    void more(int stream, int count) throws IOException;
}
