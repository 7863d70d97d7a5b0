package dev.drydock.solve;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.GrowingFile;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerContent;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayerWriter;
import dev.drydock.run.EarlyUnpack;
import dev.drydock.run.RunEngine;
import dev.drydock.run.RunListener;
import dev.drydock.run.RunMount;
import dev.drydock.run.RunRequest;
import dev.drydock.run.RunResult;
import dev.drydock.run.StartedRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands in for processes: understands {@code write PATH TEXT}, {@code copy PATH TO}, {@code print TEXT}, {@code var NAME
 * PATH}, {@code exit CODE}, {@code sleep MILLISECONDS}, {@code meet} (waits for another process), {@code hang}, several joined
 * by {@code &&}.
 */
public final class ScriptedEngine implements RunEngine {

    public final List<String> executed = Collections.synchronizedList(new ArrayList<>());
    public final List<String> events = Collections.synchronizedList(new ArrayList<>());
    final List<RunRequest> requests = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> killed = new ConcurrentHashMap<>();
    /** The state of layers that are unpacked while they come: begun, kept or dropped. */
    final Map<Digest, String> early = new ConcurrentHashMap<>();

    private final Set<Digest> unpacked = ConcurrentHashMap.newKeySet();
    Duration unpacking = Duration.ZERO;
    final CyclicBarrier meeting = new CyclicBarrier(2);

    @Override
    public void expectRun() {
        events.add("a run is expected");
    }

    @Override
    public EarlyUnpack unpackEarly(Layer layer, GrowingFile blob) {
        early.put(layer.diffId(), "begun");
        return new EarlyUnpack() {
            @Override
            public void keep() {
                early.put(layer.diffId(), "kept");
            }

            @Override
            public void close() {
                early.replace(layer.diffId(), "begun", "dropped");
            }
        };
    }

    @Override
    public StartedRun start(RunRequest request, RunListener listener) throws InterruptedException {
        RunResult result = execute(request, listener);
        return new StartedRun() {
            @Override
            public RunResult await() {
                return result;
            }

            @Override
            public RunResult changes() {
                return result;
            }

            @Override
            public boolean ends(Duration within) {
                return true;
            }

            @Override
            public void signal(int number) {}

            @Override
            public void kill() {}
        };
    }

    private RunResult execute(RunRequest request, RunListener listener) throws InterruptedException {
        String script = request.argv().get(request.argv().size() - 1);
        executed.add(script);
        events.add(script);
        requests.add(request);
        RunRequest.Capture capture = request.capture();
        unpack(request, listener);
        Instant time = capture.timestamp() == null ? Instant.now() : capture.timestamp();
        try (LayerWriter layer = new LayerWriter(capture.directory(), capture.compression())) {
            for (String command : script.split(" && ")) {
                String[] words = command.split(" ", 3);
                switch (words[0]) {
                    case "write" -> write(layer, words[1], words[2].getBytes(StandardCharsets.UTF_8), time);
                    case "copy" -> write(layer, words[2], read(request, words[1]), time);
                    case "var" ->
                        write(layer, words[2], request.env().get(words[1]).getBytes(StandardCharsets.UTF_8), time);
                    case "print" -> listener.line(command.substring(6));
                    case "sleep" -> TimeUnit.MILLISECONDS.sleep(Long.parseLong(words[1]));
                    case "meet" -> meeting.await(20, TimeUnit.SECONDS);
                    case "hang" -> hang(script);
                    case "exit" -> {
                        return new RunResult(Integer.parseInt(words[1]), null);
                    }
                    default -> throw new IllegalArgumentException(command);
                }
            }
            return new RunResult(0, layer.finish());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw BuildFailure.ofBuild("nobody came to meet " + script, null);
        }
    }

    /** Each layer once, as long as {@link #unpacking} says. */
    private void unpack(RunRequest request, RunListener listener) throws InterruptedException {
        for (LayerFile layer : request.layers()) {
            if (unpacked.add(layer.layer().diffId())) {
                listener.unpacking(layer.layer().diffId());
                TimeUnit.MILLISECONDS.sleep(unpacking.toMillis());
            }
        }
        listener.ready();
    }

    private void hang(String script) throws InterruptedException {
        try {
            TimeUnit.SECONDS.sleep(60);
        } catch (InterruptedException e) {
            killed.put(script, "interrupted");
            throw e;
        }
    }

    private static void write(LayerWriter layer, String path, byte[] content, Instant time) throws IOException {
        layer.add(
                TarEntry.file(path.substring(1), 0644, 0, 0, content.length, time), new ByteArrayInputStream(content));
    }

    /** In a mount if the path lies there, else in the root. */
    private static byte[] read(RunRequest request, String path) throws IOException {
        for (RunMount mount : request.mounts()) {
            if (mount instanceof RunMount.SecretFile secret && path.equals(secret.target())) {
                return secret.content();
            }
            if (mount instanceof RunMount.Layers layers && (path + "/").startsWith(layers.target() + "/")) {
                String inside = layers.source() + path.substring(layers.target().length());
                return read(layers.layers(), inside.replaceAll("^/+", ""));
            }
        }
        return read(request.layers(), path.substring(1));
    }

    static byte[] read(List<LayerFile> layers, String path) throws IOException {
        List<LayerIndex> indexes = new ArrayList<>();
        for (LayerFile layer : layers) {
            try (var tar = LayerInput.open(layer.file())) {
                indexes.add(LayerIndexes.scan(tar));
            }
        }
        FileTree.Node node = FileTree.of(indexes).get(path);
        if (node == null) {
            throw new IOException("no such file: " + path);
        }
        return LayerContent.readSmall(layers, node, 1 << 20);
    }

    @Override
    public void close() {}
}
