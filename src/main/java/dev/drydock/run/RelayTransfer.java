package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.DigestingOutput;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.run.RunRequest.Capture;
import dev.drydock.run.stream.Multiplexer;
import dev.drydock.run.stream.SocketBridge;
import dev.drydock.run.stream.StreamReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The way to a worker that has no files of this machine: a {@code relay} in a container asks for the layers it lacks, by diff
 * ID, for connections to sockets, and sends back the layers that runs made. What it asks for is given to it only if a run it
 * was sent names it.
 */
final class RelayTransfer implements WorkerConnection.Transfer {

    private final Multiplexer streams;
    private final Map<Integer, Run> runs = new ConcurrentHashMap<>();

    /** The files a run may ask for. */
    private record Run(
            Map<Digest, LayerFile> layers,
            List<Path> sockets,
            @Nullable Capture capture) {}

    RelayTransfer(OutputStream connection) {
        this.streams = new Multiplexer(new MessageFrames(connection));
    }

    @Override
    public void write(int run, RunRequest request, WireOutput out) throws IOException {
        var layers = new HashMap<Digest, LayerFile>();
        RunFiles.layers(request).forEach(layer -> layers.put(layer.layer().diffId(), layer));
        runs.put(run, new Run(layers, RunFiles.sockets(request), request.capture()));
        RunCodec.write(request, out);
    }

    @Override
    public void receive(WorkerMessage message) throws IOException {
        if (MessageFrames.receive(message, streams)) {
            return;
        }
        var run = runs.get(message.run());
        var in = new WireInput(new ByteArrayInputStream(message.content()));
        int stream = (int) in.number();
        if (message.kind() == WorkerMessage.FETCH) {
            var layer = run == null ? null : run.layers().get(Digest.parse(in.text()));
            start(() -> send(layer, stream));
        } else {
            int which = (int) in.number();
            Path socket = run == null || which < 0 || which >= run.sockets().size()
                    ? null
                    : run.sockets().get(which);
            // It must be open before what is sent on it comes.
            StreamReader reader = streams.reader(stream);
            start(() -> SocketBridge.connect(socket, reader, streams.writer(stream)));
        }
    }

    private void send(@Nullable LayerFile layer, int stream) throws IOException {
        var out = streams.writer(stream);
        if (layer == null) {
            out.abort("no run has such a layer");
            return;
        }
        try (InputStream in = Files.newInputStream(layer.file())) {
            in.transferTo(out);
        } catch (IOException e) {
            out.abort(Cause.of(e));
            return;
        }
        out.close();
    }

    @Override
    public void read(int run, WireInput in, CompletableFuture<RunResult> result) throws IOException {
        var asked = runs.remove(run);
        int exitCode = (int) in.number();
        if (!in.flag()) {
            result.complete(new RunResult(exitCode, null));
            return;
        }
        Capture capture = asked == null ? null : asked.capture();
        if (capture == null) {
            throw new IOException("a layer was sent that nobody asked for");
        }
        var layer = RunCodec.readBlob(in);
        long tarSize = in.number();
        StreamReader content = streams.reader((int) in.number());
        StreamReader index = streams.reader((int) in.number());
        start(() -> {
            try (content;
                    index) {
                result.complete(new RunResult(exitCode, store(layer, tarSize, content, index, capture.directory())));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(BuildFailure.ofCause(
                        "The layer of a RUN could not be fetched from the container of the worker", e));
            }
        });
    }

    private static WrittenLayer store(Layer layer, long tarSize, InputStream content, InputStream index, Path directory)
            throws IOException {
        Path file = Files.createTempFile(directory, "layer", ".tmp");
        Path indexFile = RunCodec.indexOf(file);
        boolean stored = false;
        try {
            var digest = new DigestingOutput(
                    Files.newOutputStream(file), layer.blob().digest().newMessageDigest());
            try (digest) {
                content.transferTo(digest);
            }
            if (!Digest.ofSha256(digest.hash()).equals(layer.blob().digest())
                    || Files.size(file) != layer.blob().size()) {
                throw new IOException("the layer is not what it was said to be");
            }
            Files.copy(index, indexFile);
            var written = new WrittenLayer(layer, tarSize, LayerIndexes.readForeign(indexFile), file);
            stored = true;
            return written;
        } finally {
            if (!stored) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(indexFile);
        }
    }

    @Override
    public boolean sharesFiles() {
        return false;
    }

    @Override
    public void end(int run) {
        runs.remove(run);
    }

    @Override
    public void lost(IOException cause) {
        streams.fail(cause);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException lost) {
                        // Whoever listens to the connection finds that it has ended.
                        return;
                    }
                },
                "drydock-relay");
        thread.setDaemon(true);
        thread.start();
    }
}
