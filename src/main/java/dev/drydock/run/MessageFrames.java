package dev.drydock.run;

import dev.drydock.run.stream.Frames;
import dev.drydock.run.stream.Multiplexer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Pieces of streams as messages. */
public record MessageFrames(OutputStream connection) implements Frames {

    @Override
    public void data(int stream, byte[] bytes) throws IOException {
        new WorkerMessage(WorkerMessage.DATA, stream, bytes).write(connection);
    }

    @Override
    public void end(int stream, String failure) throws IOException {
        WorkerMessage.of(WorkerMessage.END, stream, out -> out.text(failure)).write(connection);
    }

    @Override
    public void more(int stream, int count) throws IOException {
        WorkerMessage.of(WorkerMessage.MORE, stream, out -> out.number(count)).write(connection);
    }

    /**
     * Passes a message on to the streams it is about.
     *
     * @return false if it is about none
     */
    public static boolean receive(WorkerMessage message, Multiplexer streams) throws IOException {
        var in = new WireInput(new ByteArrayInputStream(message.content()));
        switch (message.kind()) {
            case WorkerMessage.DATA -> streams.data(message.run(), message.content());
            case WorkerMessage.END -> streams.end(message.run(), in.text());
            case WorkerMessage.MORE -> streams.more(message.run(), in.number());
            default -> {
                return false;
            }
        }
        return true;
    }
}
