package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.layer.LayerNames;
import dev.drydock.run.RunMount;
import dev.drydock.run.RunRequest;
import dev.drydock.run.root.LayerStack;
import dev.drydock.run.root.NameResolutionFiles;
import dev.drydock.run.root.Snapshots.Unpacking;
import dev.drydock.run.root.TreeCopy;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import dev.drydock.run.root.WorkerContext;
import dev.drydock.sandbox.container.ChrootDevices;
import dev.drydock.sandbox.kernel.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mounts of a run where nothing can be mounted: the files are put in the place of those that are there, which come back
 * at the end. Sources that must not change are copied, caches are moved in and out, secrets are written for the time of the
 * run.
 */
final class PlacedMounts implements MountSet {

    private static final int USUAL_MODE = 0755;

    private final WorkerContext workshop;
    private final WorkPlace place;
    private final Path scratch;
    private final ContainerRoot root;
    private final Unpacking unpacking;
    private final Deque<Closeable> undo = new ArrayDeque<>();
    private final Map<Path, String> cachesInUse = new HashMap<>();
    private final List<String> readOnly = new ArrayList<>();
    private int count;

    PlacedMounts(WorkerContext workshop, WorkPlace place, Path scratch, ContainerRoot root, Unpacking unpacking) {
        this.workshop = workshop;
        this.place = place;
        this.scratch = scratch;
        this.root = root;
        this.unpacking = unpacking;
    }

    @Override
    public void mount(RunRequest request) throws IOException {
        Path devices = Files.createDirectory(next());
        try (var directory = Directory.open(devices)) {
            ChrootDevices.make(directory);
        }
        put(devices, root.stubDirectory("/dev"));
        putFile("/etc/resolv.conf", NameResolutionFiles.resolvConf());
        putFile("/etc/hosts", NameResolutionFiles.hosts(request.hostname()).getBytes(StandardCharsets.UTF_8));
        var caches = RunCaches.open(workshop.caches(), request.mounts(), this::seed);
        undo.push(caches);
        var mounts = request.mounts().stream()
                .sorted(Comparator.comparing(RunMount::target))
                .toList();
        var placing = new Placing(caches);
        for (var mount : mounts) {
            mount.accept(placing);
        }
    }

    @Override
    public List<String> readOnly() {
        return List.copyOf(readOnly);
    }

    private void putFile(String name, byte[] content) throws IOException {
        Path file = Files.write(next(), content);
        describe(file, 0644, 0, 0);
        putReadOnly(file, root.stubFile(name));
    }

    private final class Placing implements RunMount.Visitor {

        private final RunCaches caches;

        Placing(RunCaches caches) {
            this.caches = caches;
        }

        @Override
        public void visit(RunMount.Host host) throws IOException {
            putHost(host);
        }

        @Override
        public void visit(RunMount.Layers layers) throws IOException {
            putLayers(layers);
        }

        @Override
        public void visit(RunMount.Cache cache) throws IOException {
            putCache(cache, caches.path(cache));
        }

        @Override
        public void visit(RunMount.Tmpfs tmpfs) throws IOException {
            Path directory = Files.createDirectory(next());
            describe(directory, RunMounts.tmpfsMode(tmpfs, root), 0, 0);
            put(directory, root.stubDirectory(tmpfs.target()), tmpfs.readOnly());
        }

        @Override
        public void visit(RunMount.SecretFile secret) throws IOException {
            Path file = Files.write(next(), secret.content());
            describe(file, secret.mode(), secret.uid(), secret.gid());
            putReadOnly(file, root.stubFile(secret.target()));
        }

        @Override
        public void visit(RunMount.Socket socket) throws IOException {
            Path name = scratch.resolve("s" + count++);
            var proxy = SocketProxy.open(
                    workshop.fromCurrentDirectory(name),
                    socket.source(),
                    socket.mode(),
                    socket.uid(),
                    socket.gid(),
                    root.owners());
            undo.push(proxy::close);
            put(name, root.stubFile(socket.target()));
        }
    }

    private void putHost(RunMount.Host host) throws IOException {
        Path source = host.source().toRealPath();
        Path copy = next();
        if (Files.isDirectory(source)) {
            Files.createDirectory(copy);
            try (var from = Directory.open(source);
                    var to = Directory.open(copy)) {
                TreeCopy.copyContent(from, to);
            }
            put(copy, root.stubDirectory(host.target()), !host.scratchWritable());
            return;
        }
        try (var from = Directory.open(parent(source));
                var to = Directory.open(parent(copy))) {
            TreeCopy.copyFile(from, name(source), to, name(copy));
        }
        put(copy, root.stubFile(host.target()), !host.scratchWritable());
    }

    private void putLayers(RunMount.Layers layers) throws IOException {
        Path tree = Files.createDirectory(next());
        try (var stack = LayerStack.open(layers.layers(), workshop, unpacking)) {
            stack.copyTo(tree, workshop.marks());
        }
        try (var inside = new ContainerRoot(tree)) {
            String source = inside.resolve(layers.source());
            var status = inside.find(source);
            if (status == null) {
                throw BuildFailure.ofBuild(
                        "There is no '" + layers.source() + "' to mount on '" + layers.target() + "'", null);
            }
            String target = status.isDirectory() ? root.stubDirectory(layers.target()) : root.stubFile(layers.target());
            put(Path.of(inside.outside(source)), target, !layers.scratchWritable());
        }
    }

    /** A cache that is mounted twice is a link to the first place the second time. */
    private void putCache(RunMount.Cache cache, Path whole) throws IOException {
        String target = root.stubDirectory(cache.target());
        if (cache.readOnly()) {
            readOnly.add("/" + target);
        }
        boolean all = !cache.seed().isEmpty() || cache.seedSource().equals("/");
        String first = cachesInUse.get(whole);
        if (first != null) {
            Path link = next();
            Files.createSymbolicLink(link, Path.of("/" + first + (all ? "" : "/" + cache.seedSource())));
            put(link, target);
            return;
        }
        if (all) {
            cachesInUse.put(whole, target);
            putAndTakeBack(whole, target, cache);
            return;
        }
        try (var inside = new ContainerRoot(whole)) {
            String part = inside.resolve(cache.seedSource());
            var status = inside.find(part);
            if (status == null || !status.isDirectory()) {
                throw RunMounts.noSuchPart(cache);
            }
            putAndTakeBack(Path.of(inside.outside(part)), target, cache);
        }
    }

    private void seed(RunMount.Cache cache, Directory directory) throws IOException {
        if (cache.seed().isEmpty()) {
            return;
        }
        Path tree = Files.createDirectory(next());
        try (var stack = LayerStack.open(cache.seed(), workshop, unpacking)) {
            stack.copyTo(tree, workshop.marks());
        }
        try (var inside = new ContainerRoot(tree);
                var source = Directory.open(Path.of(inside.outside(inside.resolve(cache.seedSource()))))) {
            TreeCopy.copyContent(source, directory);
        }
    }

    private interface TakeBack {
        void from(Directory parent, String name) throws IOException;
    }

    private void put(Path source, String target, boolean readOnly) throws IOException {
        if (readOnly) {
            putReadOnly(source, target);
        } else {
            put(source, target);
        }
    }

    private void putReadOnly(Path source, String target) throws IOException {
        put(source, target);
        readOnly.add("/" + target);
    }

    /** Puts something there that is lost afterwards. */
    private void put(Path source, String target) throws IOException {
        put(source, target, Directory::removeTree);
    }

    /** Puts a cache there, or what has become of it goes back; if the run has removed it, it is empty again. */
    private void putAndTakeBack(Path cache, String target, RunMount.Cache mount) throws IOException {
        put(cache, target, (parent, name) -> {
            var left = parent.find(name);
            try (var home = Directory.open(parent(cache))) {
                if (left != null && left.isDirectory()) {
                    parent.rename(name, home, name(cache));
                    return;
                }
                parent.removeTree(name);
                home.makeDirectory(name(cache), USUAL_MODE);
                home.setOwner(name(cache), mount.uid(), mount.gid());
                home.setMode(name(cache), mount.mode());
            }
        });
    }

    private void put(Path source, String target, TakeBack takeBack) throws IOException {
        String name = LayerNames.baseName(target);
        String aside = "aside" + count++;
        var parent = root.parent(target);
        var time = parent.status(".").modified();
        try (var from = Directory.open(parent(source));
                var work = Directory.open(place.path())) {
            parent.rename(name, work, aside);
            from.rename(name(source), parent, name);
        }
        parent.setModified(".", time);
        root.mounted(target);
        undo.push(() -> takeAway(target, aside, takeBack));
    }

    private void takeAway(String target, String aside, TakeBack takeBack) throws IOException {
        String name = LayerNames.baseName(target);
        try (var work = Directory.open(place.path())) {
            root.unmounted();
            var parent = root.parent(target);
            var time = parent.status(".").modified();
            takeBack.from(parent, name);
            work.rename(aside, parent, name);
            parent.setModified(".", time);
        }
    }

    private static void describe(Path file, int mode, long uid, long gid) throws IOException {
        try (var directory = Directory.open(parent(file))) {
            directory.setOwner(name(file), uid, gid);
            directory.setMode(name(file), mode);
        }
    }

    private static Path parent(Path path) {
        return path.resolveSibling("");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** A name for something on the file system of the root. */
    private Path next() {
        return place.resolve("p" + count++);
    }

    @Override
    public void close() throws IOException {
        while (!undo.isEmpty()) {
            undo.pop().close();
        }
        root.removeStubs();
    }
}
