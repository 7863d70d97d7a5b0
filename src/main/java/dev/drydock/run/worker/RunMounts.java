package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerFile;
import dev.drydock.run.RunMount;
import dev.drydock.run.RunRequest;
import dev.drydock.run.root.LayerStack;
import dev.drydock.run.root.MountTable;
import dev.drydock.run.root.NameResolutionFiles;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.TreeCopy;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.run.root.WorkerContext;
import dev.drydock.sandbox.container.DeviceDirectory;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.MountCalls;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * All that is mounted over the root of one run before its container starts. Closing it takes everything away again and
 * removes the stubs from the root.
 */
final class RunMounts implements MountSet {

    private final WorkerContext workshop;
    private final WorkPlace place;
    private final Path scratch;
    private final ContainerRoot root;
    private final Unpacking unpacking;
    private final Deque<Closeable> held = new ArrayDeque<>();
    private final MountTable table = new MountTable();
    private int count;

    /**
     * @param place for what may become large
     * @param scratch a directory of this run in memory
     * @param unpacking told of layers that are not there yet
     */
    RunMounts(WorkerContext workshop, WorkPlace place, Path scratch, ContainerRoot root, Unpacking unpacking) {
        this.workshop = workshop;
        this.place = place;
        this.scratch = scratch;
        this.root = root;
        this.unpacking = unpacking;
    }

    @Override
    public void mount(RunRequest request) throws IOException {
        mountOn(
                root.stubDirectory("/dev"),
                target -> DeviceDirectory.mount(target, workshop.settings().hasManyIds()));
        mountFile("/etc/resolv.conf", NameResolutionFiles.resolvConf());
        mountFile("/etc/hosts", NameResolutionFiles.hosts(request.hostname()).getBytes(StandardCharsets.UTF_8));
        var caches = RunCaches.open(workshop.caches(), request.mounts(), this::seed);
        held.push(caches);
        var mounts = request.mounts().stream()
                .sorted(Comparator.comparing(RunMount::target))
                .toList();
        var mounting = new Mounting(caches);
        for (var mount : mounts) {
            mount.accept(mounting);
        }
    }

    @Override
    public List<String> readOnly() {
        return List.of();
    }

    private void mountFile(String name, byte[] content) throws IOException {
        Path file = Files.write(next(), content);
        bind(file, root.stubFile(name), true);
    }

    private final class Mounting implements RunMount.Visitor {

        private final RunCaches caches;

        Mounting(RunCaches caches) {
            this.caches = caches;
        }

        @Override
        public void visit(RunMount.Host host) throws IOException {
            mountHost(host);
        }

        @Override
        public void visit(RunMount.Layers layers) throws IOException {
            mountLayers(layers);
        }

        @Override
        public void visit(RunMount.Cache cache) throws IOException {
            mountCache(cache, caches.path(cache));
        }

        @Override
        public void visit(RunMount.Tmpfs tmpfs) throws IOException {
            mountTmpfs(tmpfs);
        }

        @Override
        public void visit(RunMount.SecretFile secret) throws IOException {
            Path file = Files.write(next(), secret.content());
            try (var directory = Directory.open(scratch)) {
                String name = String.valueOf(file.getFileName());
                root.owners().set(directory, name, secret.uid(), secret.gid());
                directory.setMode(name, secret.mode());
            }
            bind(file, root.stubFile(secret.target()), true);
        }

        @Override
        public void visit(RunMount.Socket socket) throws IOException {
            Path name = next();
            var proxy = SocketProxy.open(
                    workshop.fromCurrentDirectory(name),
                    socket.source(),
                    socket.mode(),
                    socket.uid(),
                    socket.gid(),
                    root.owners());
            held.push(proxy::close);
            bind(name, root.stubFile(socket.target()), false);
        }
    }

    private void mountHost(RunMount.Host host) throws IOException {
        Path source = host.source().toRealPath();
        boolean directory = Files.isDirectory(source);
        String target = directory ? root.stubDirectory(host.target()) : root.stubFile(host.target());
        if (!host.scratchWritable()) {
            bind(source, target, true);
        } else if (directory) {
            mountOn(target, path -> mountWritable(List.of(source), path));
        } else {
            Path copy = place.resolve("m" + count++);
            Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
            bind(copy, target, false);
        }
    }

    private void mountLayers(RunMount.Layers layers) throws IOException {
        String tree = next().toString();
        Files.createDirectory(Path.of(tree));
        var lower = stack(layers.layers());
        table.mount(tree, path -> {
            if (layers.scratchWritable()) {
                mountWritable(lower.directories(), path);
            } else {
                workshop.overlays().mountReadOnly(lower.directories(), Path.of(path));
            }
        });
        try (var inside = new ContainerRoot(Path.of(tree))) {
            String source = inside.resolve(layers.source());
            var status = inside.find(source);
            if (status == null) {
                throw BuildFailure.ofBuild(
                        "There is no '" + layers.source() + "' to mount on '" + layers.target() + "'",
                        "source= is a path in the stage, image or context that from= names, or else in the build"
                                + " context,"
                                + " without what .dockerignore excludes.");
            }
            String target = status.isDirectory() ? root.stubDirectory(layers.target()) : root.stubFile(layers.target());
            bind(Path.of(inside.outside(source)), target, !layers.scratchWritable());
        }
    }

    /** MountCalls a cache. If it is not filled from elsewhere, a part of it may be mounted while others change it. */
    private void mountCache(RunMount.Cache cache, Path whole) throws IOException {
        if (!cache.seed().isEmpty() || cache.seedSource().equals("/")) {
            bind(whole, root.stubDirectory(cache.target()), cache.readOnly());
            return;
        }
        try (var inside = new ContainerRoot(whole);
                var part = inside.open(inside.resolve(cache.seedSource()))) {
            if (part == null) {
                throw noSuchPart(cache);
            }
            bind(Path.of(part.path()), root.stubDirectory(cache.target()), cache.readOnly());
        }
    }

    static BuildFailure noSuchPart(RunMount.Cache cache) {
        return BuildFailure.ofBuild(
                "There is no directory '" + cache.seedSource() + "' in the cache to mount on '" + cache.target() + "'",
                "A cache is empty at first. Make the directory in an earlier RUN that mounts all of the cache, or leave"
                        + " out source=.");
    }

    private void seed(RunMount.Cache cache, Directory directory) throws IOException {
        if (cache.seed().isEmpty()) {
            return;
        }
        Path tree = Files.createDirectory(next());
        try (var lower = LayerStack.open(cache.seed(), workshop, unpacking)) {
            workshop.overlays().mountReadOnly(lower.directories(), tree);
            try (var inside = new ContainerRoot(tree);
                    var source = Directory.open(Path.of(inside.outside(inside.resolve(cache.seedSource()))))) {
                TreeCopy.copyContent(source, directory);
            } finally {
                MountCalls.detach(tree.toString());
            }
        }
    }

    /** With the mode of the directory it hides, as container runtimes do; on nothing everybody may write to it. */
    static int tmpfsMode(RunMount.Tmpfs tmpfs, ContainerRoot root) throws IOException {
        var hidden = root.find(root.resolve(tmpfs.target()));
        return hidden != null && hidden.isDirectory() ? hidden.permissions() : 01777;
    }

    private void mountTmpfs(RunMount.Tmpfs tmpfs) throws IOException {
        int mode = tmpfsMode(tmpfs, root);
        String options = "mode=" + Integer.toOctalString(mode) + (tmpfs.size() > 0 ? ",size=" + tmpfs.size() : "");
        long flags = MountCalls.NO_SET_ID | MountCalls.NO_DEVICES | (tmpfs.readOnly() ? MountCalls.READ_ONLY : 0);
        mountOn(root.stubDirectory(tmpfs.target()), path -> MountCalls.mount("tmpfs", path, "tmpfs", flags, options));
    }

    private LayerStack stack(List<LayerFile> layers) throws IOException {
        var stack = LayerStack.open(layers, workshop, unpacking);
        held.push(stack::close);
        return stack;
    }

    /** Directories under one that takes changes and is thrown away. */
    private void mountWritable(List<Path> lowestFirst, String target) throws IOException {
        Path upper = Files.createDirectory(place.resolve("upper" + count));
        Path work = Files.createDirectory(place.resolve("work" + count++));
        try (var from = Directory.open(lowestFirst.get(lowestFirst.size() - 1));
                var to = Directory.open(upper)) {
            to.setMode(".", from.status(".").permissions());
        }
        workshop.overlays().mount(lowestFirst, upper, work, false, Path.of(target));
    }

    private void bind(Path source, String cleanTarget, boolean readOnly) throws IOException {
        mountOn(cleanTarget, target -> MountCalls.bind(source.toString(), target));
        MountCalls.restrict(root.outside(cleanTarget), readOnly);
    }

    private void mountOn(String cleanTarget, MountTable.Mounting mounting) throws IOException {
        table.mount(root.outside(cleanTarget), mounting);
        root.mounted(cleanTarget);
    }

    /** A name for something in memory. */
    private Path next() {
        return scratch.resolve("m" + count++);
    }

    @Override
    public void close() throws IOException {
        table.close();
        root.removeStubs();
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
