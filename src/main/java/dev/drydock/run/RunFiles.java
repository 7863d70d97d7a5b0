package dev.drydock.run;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerFile;
import dev.drydock.run.RunRequest.Capture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a machine that a request names, and the same request with those of another. */
public abstract class RunFiles {

    /** All layers, of the root and of mounts; some perhaps several times. */
    static List<LayerFile> layers(RunRequest request) throws IOException {
        List<LayerFile> found = new ArrayList<>();
        new RunFiles() {
            @Override
            protected LayerFile layer(LayerFile layer) {
                found.add(layer);
                return layer;
            }
        }.of(request, null);
        return found;
    }

    /** Sources of its socket mounts, in their order. */
    static List<Path> sockets(RunRequest request) throws IOException {
        List<Path> found = new ArrayList<>();
        new RunFiles() {
            @Override
            protected Path socket(Path source) {
                found.add(source);
                return source;
            }
        }.of(request, null);
        return found;
    }

    /** The layer, with another file in its place. */
    protected LayerFile layer(LayerFile layer) throws IOException {
        return layer;
    }

    /** The socket in its place. */
    protected Path socket(Path source) throws IOException {
        return source;
    }

    /**
     * The request with other files.
     *
     * @param capture in place of the request's, which names a directory
     */
    public final RunRequest of(RunRequest request, @Nullable Capture capture) throws IOException {
        return RunRequest.of(layers(request.layers()), request.argv())
                .env(request.env())
                .user(request.user())
                .workdir(request.workdir())
                .hostname(request.hostname())
                .network(request.network())
                .privileged(request.privileged())
                .mounts(mounts(request.mounts()))
                .capture(capture)
                .inheritIo(request.inheritIo())
                .build();
    }

    private List<LayerFile> layers(List<LayerFile> layers) throws IOException {
        List<LayerFile> changed = new ArrayList<>();
        for (LayerFile layer : layers) {
            changed.add(layer(layer));
        }
        return List.copyOf(changed);
    }

    private List<RunMount> mounts(List<RunMount> mounts) throws IOException {
        List<RunMount> changed = new ArrayList<>();
        for (RunMount mount : mounts) {
            mount.accept(new Change(changed));
        }
        return List.copyOf(changed);
    }

    private final class Change implements RunMount.Visitor {

        private final List<RunMount> changed;

        Change(List<RunMount> changed) {
            this.changed = changed;
        }

        @Override
        public void visit(RunMount.Host host) {
            throw BuildFailure.ofBuild(
                    "The folder " + host.source() + " of this machine cannot be mounted in the container of an engine",
                    null);
        }

        @Override
        public void visit(RunMount.Layers mount) throws IOException {
            changed.add(new RunMount.Layers(
                    layers(mount.layers()), mount.source(), mount.target(), mount.scratchWritable()));
        }

        @Override
        public void visit(RunMount.Cache cache) throws IOException {
            changed.add(new RunMount.Cache(
                    cache.key(),
                    cache.target(),
                    layers(cache.seed()),
                    cache.seedSource(),
                    cache.exclusive(),
                    cache.privateCopy(),
                    cache.mode(),
                    cache.uid(),
                    cache.gid(),
                    cache.readOnly()));
        }

        @Override
        public void visit(RunMount.Tmpfs tmpfs) {
            changed.add(tmpfs);
        }

        @Override
        public void visit(RunMount.SecretFile secret) {
            changed.add(secret);
        }

        @Override
        public void visit(RunMount.Socket socket) throws IOException {
            changed.add(new RunMount.Socket(
                    socket(socket.source()), socket.target(), socket.mode(), socket.uid(), socket.gid()));
        }
    }
}
