package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message between this JVM and a worker: length, kind, run and content. A relay is the worker's place in a container, where
 * there are no files of this machine: it asks for them, and sends back those a run made.
 *
 * @param run which run it is about; 0 for none
 */
public record WorkerMessage(int kind, int run, byte[] content) {

    /**
     * To the worker: do this run. Content: a request; the number of another run on which it stands, besides the layers, or 0. That
     * one may be under way: this one begins when it has succeeded and what it left will not change any more, and fails if it does.
     */
    public static final int RUN = 1;
    /**
     * To the worker: unpack this layer, whose blob is being written, for runs to come. {@link #GROWN} tells how far it is, {@link
     * #KEEP} or {@link #KILL} follows. Content: the layer and the path of the blob.
     */
    public static final int UNPACK = 18;
    /** To the worker: more of the blob is in its file. Content: so many bytes. */
    public static final int GROWN = 19;
    /** To the worker: all of the blob is in its file, and it is that of the layer. */
    public static final int KEEP = 20;
    /** To the worker: end this run, or drop this layer. */
    public static final int KILL = 2;
    /** To the worker: send the process of this run a signal. Content: its number. */
    public static final int SIGNAL = 9;
    /** To the worker: remove what nobody uses. Content: seconds since its last use. */
    public static final int PRUNE = 7;
    /** From the worker: that is done. Content: bytes freed. */
    public static final int PRUNED = 8;
    /** From the worker, once: it is there. Content: why overlayfs does not work, or nothing. */
    public static final int READY = 3;
    /** From the worker: a run has to unpack a layer first. Content: its diff ID. */
    public static final int UNPACKING = 10;
    /** From the worker: all that a run needs is there, and its process starts. */
    public static final int STARTING = 11;
    /** From the worker: bytes a process printed. */
    public static final int OUTPUT = 4;
    /**
     * From the worker, of a run that has succeeded: what it changed is known, and is a layer uncompressed; {@link #DONE} follows.
     * Content: a result.
     */
    public static final int CHANGED = 17;
    /** From the worker: a run is over. Content: its result. */
    public static final int DONE = 5;
    /** From the worker: a run failed. Content: blame, message and hint. */
    public static final int FAILED = 6;
    /** From a relay: a run needs a layer. Content: number of the stream to send it on, and its diff ID. */
    public static final int FETCH = 12;
    /** From a relay: something in a run connects to a socket. Content: number of the streams, and which of its socket mounts. */
    public static final int CONNECT = 13;
    /** Both ways: a piece of a stream, whose number is in the place of the run's. */
    public static final int DATA = 14;
    /** Both ways: a stream has ended. Content: why too early, or nothing. */
    public static final int END = 15;
    /** Both ways: so many bytes of a stream were read. Content: their number. */
    public static final int MORE = 16;

    /** More than any message there is, to notice what is none. */
    private static final int LARGEST = 64 << 20;

    /** Writes the content of a message. */
    public interface Content {
        void write(WireOutput out) throws IOException;
    }

    public static WorkerMessage of(int kind, int run, Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        content.write(new WireOutput(bytes));
        return new WorkerMessage(kind, run, bytes.toByteArray());
    }

    /** That a run failed. */
    public static WorkerMessage ofFailure(int run, BuildFailure failure) throws IOException {
        String hint = failure.hint();
        return of(FAILED, run, out -> {
            out.text(failure.blame().name());
            out.text(String.valueOf(failure.getMessage()));
            out.text(hint == null ? "" : hint);
        });
    }

    /** @param in the content of {@link #ofFailure} */
    static BuildFailure failure(WireInput in) throws IOException {
        var blame = BuildFailure.Blame.valueOf(in.text());
        String message = in.text();
        String text = in.text();
        String hint = text.isEmpty() ? null : text;
        return blame == BuildFailure.Blame.BUILD
                ? BuildFailure.ofBuild(message, hint)
                : BuildFailure.ofEnvironment(message, hint, null);
    }

    /** Whether it is one of those only a relay and whoever listens to it send. */
    public boolean isAboutFiles() {
        return kind >= FETCH && kind <= MORE;
    }

    /** @throws EOFException if there is no other message */
    public static WorkerMessage read(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > LARGEST) {
            throw new IOException("no message has a length of " + size);
        }
        int kind = in.readByte();
        int run = in.readInt();
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw new EOFException();
        }
        return new WorkerMessage(kind, run, content);
    }

    /** Writes it as a whole, whoever else writes to the stream in this way. */
    public void write(OutputStream out) throws IOException {
        var bytes = new ByteArrayOutputStream(content.length + 9);
        var data = new DataOutputStream(bytes);
        data.writeInt(content.length);
        data.writeByte(kind);
        data.writeInt(run);
        data.write(content);
        synchronized (out) {
            out.write(bytes.toByteArray());
            out.flush();
        }
    }
}
