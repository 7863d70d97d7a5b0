package dev.drydock.run;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.run.RunRequest.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests on their way to the worker, results on their way back. Both ends are of one version, so there is none inside. */
public final class RunCodec {

    private RunCodec() {}

    public static void write(RunRequest request, WireOutput out) throws IOException {
        out.list(request.layers(), layer -> write(layer, out));
        out.list(request.argv(), out::text);
        out.list(request.env().entrySet(), variable -> {
            out.text(variable.getKey());
            out.text(variable.getValue());
        });
        out.text(request.user());
        out.text(request.workdir());
        out.text(request.hostname());
        out.flag(request.network());
        out.flag(request.privileged());
        out.list(request.mounts(), mount -> mount.accept(new MountOutput(out)));
        var capture = request.capture();
        out.flag(capture != null);
        if (capture != null) {
            out.path(capture.directory());
            out.number(capture.compression().ordinal());
            out.time(capture.timestamp());
            out.number(capture.alsoWith());
        }
        out.flag(request.inheritIo());
    }

    public static RunRequest readRequest(WireInput in) throws IOException {
        return RunRequest.of(in.list(() -> readLayer(in)), in.list(in::text))
                .env(readVariables(in))
                .user(in.text())
                .workdir(in.text())
                .hostname(in.text())
                .network(in.flag())
                .privileged(in.flag())
                .mounts(in.list(() -> readMount(in)))
                .capture(readCapture(in))
                .inheritIo(in.flag())
                .build();
    }

    private static Map<String, String> readVariables(WireInput in) throws IOException {
        var variables = new LinkedHashMap<String, String>();
        in.list(() -> Map.entry(in.text(), in.text()))
                .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        return variables;
    }

    private static @Nullable Capture readCapture(WireInput in) throws IOException {
        return in.flag()
                ? new Capture(in.path(), Compression.values()[(int) in.number()], in.time(), (int) in.number())
                : null;
    }

    static void write(LayerFile layer, WireOutput out) throws IOException {
        write(layer.layer(), out);
        out.path(layer.file());
    }

    public static LayerFile readLayer(WireInput in) throws IOException {
        return new LayerFile(readBlob(in), in.path());
    }

    /** A layer as such, without its bytes. */
    public static void write(Layer layer, WireOutput out) throws IOException {
        out.text(layer.blob().mediaType());
        out.text(layer.blob().digest().toString());
        out.number(layer.blob().size());
        out.text(layer.diffId().toString());
    }

    static Layer readBlob(WireInput in) throws IOException {
        var blob = new Descriptor(in.text(), Digest.parse(in.text()), in.number());
        return new Layer(blob, Digest.parse(in.text()));
    }

    /** The kind and the target come first. */
    private record MountOutput(WireOutput out) implements RunMount.Visitor {

        @Override
        public void visit(RunMount.Host host) throws IOException {
            begin("Host", host);
            out.path(host.source());
            out.flag(host.scratchWritable());
        }

        @Override
        public void visit(RunMount.Layers layers) throws IOException {
            begin("Layers", layers);
            out.list(layers.layers(), layer -> write(layer, out));
            out.text(layers.source());
            out.flag(layers.scratchWritable());
        }

        @Override
        public void visit(RunMount.Cache cache) throws IOException {
            begin("Cache", cache);
            out.text(cache.key());
            out.list(cache.seed(), layer -> write(layer, out));
            out.text(cache.seedSource());
            out.flag(cache.exclusive());
            out.flag(cache.privateCopy());
            owner(cache.mode(), cache.uid(), cache.gid());
            out.flag(cache.readOnly());
        }

        @Override
        public void visit(RunMount.Tmpfs tmpfs) throws IOException {
            begin("Tmpfs", tmpfs);
            out.number(tmpfs.size());
            out.flag(tmpfs.readOnly());
        }

        @Override
        public void visit(RunMount.SecretFile secret) throws IOException {
            begin("SecretFile", secret);
            out.bytes(secret.content());
            owner(secret.mode(), secret.uid(), secret.gid());
        }

        @Override
        public void visit(RunMount.Socket socket) throws IOException {
            begin("Socket", socket);
            out.path(socket.source());
            owner(socket.mode(), socket.uid(), socket.gid());
        }

        private void begin(String kind, RunMount mount) throws IOException {
            out.text(kind);
            out.text(mount.target());
        }

        private void owner(int mode, int uid, int gid) throws IOException {
            out.number(mode);
            out.number(uid);
            out.number(gid);
        }
    }

    private static RunMount readMount(WireInput in) throws IOException {
        String type = in.text();
        String target = in.text();
        return switch (type) {
            case "Host" -> new RunMount.Host(in.path(), target, in.flag());
            case "Layers" -> new RunMount.Layers(in.list(() -> readLayer(in)), in.text(), target, in.flag());
            case "Cache" ->
                new RunMount.Cache(
                        in.text(),
                        target,
                        in.list(() -> readLayer(in)),
                        in.text(),
                        in.flag(),
                        in.flag(),
                        (int) in.number(),
                        (int) in.number(),
                        (int) in.number(),
                        in.flag());
            case "Tmpfs" -> new RunMount.Tmpfs(target, in.number(), in.flag());
            case "SecretFile" ->
                new RunMount.SecretFile(in.bytes(), target, (int) in.number(), (int) in.number(), (int) in.number());
            case "Socket" ->
                new RunMount.Socket(in.path(), target, (int) in.number(), (int) in.number(), (int) in.number());
            default -> throw new IOException("unknown mount " + type);
        };
    }

    /** The index goes through a file beside the layer, as it may be large. */
    public static void write(RunResult result, WireOutput out) throws IOException {
        out.number(result.exitCode());
        var written = result.layer();
        out.flag(written != null);
        if (written != null) {
            write(written.layer(), out);
            out.number(written.tarSize());
            out.path(written.file());
            LayerIndexes.write(written.index(), indexOf(written.file()));
        }
    }

    public static RunResult readResult(WireInput in) throws IOException {
        int exitCode = (int) in.number();
        if (!in.flag()) {
            return new RunResult(exitCode, null);
        }
        var layer = readBlob(in);
        long tarSize = in.number();
        Path file = in.path();
        Path indexFile = indexOf(file);
        try {
            return new RunResult(exitCode, new WrittenLayer(layer, tarSize, LayerIndexes.read(indexFile), file));
        } finally {
            Files.deleteIfExists(indexFile);
        }
    }

    static Path indexOf(Path layer) {
        return layer.resolveSibling(layer.getFileName() + ".index");
    }
}
