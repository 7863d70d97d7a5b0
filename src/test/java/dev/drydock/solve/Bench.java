package dev.drydock.solve;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.context.IgnoreRules;
import dev.drydock.copy.ContextTree;
import dev.drydock.copy.CopyInputs;
import dev.drydock.copy.SourceTree;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.DockerfileFrontend;
import dev.drydock.frontend.Requests;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.GrowingFile;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.CopyStep;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.LayerListener;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.run.RunEngine;
import dev.drydock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A place to solve Dockerfiles in: a context, two stores, an image for every name, an engine that runs no processes. */
final class Bench {

    final Path context;
    final Path machineStore;
    final Path projectStore;
    final ScriptedEngine engine = new ScriptedEngine();
    RunEngine running = engine;
    final Events log = new Events();
    final Map<String, String> secrets = new ConcurrentHashMap<>();
    final List<Digest> fetched = Collections.synchronizedList(new ArrayList<>());
    final WrittenLayer baseLayer;
    BaseImage base;
    final Map<String, String> args = new HashMap<>();
    Duration pulling = Duration.ZERO;
    SolveOptions options =
            new SolveOptions(false, Compression.GZIP, Instant.ofEpochSecond(1000), Instant.ofEpochSecond(1000), false);

    LayerListener layers = LayerListener.NONE;

    Function<Store, SharedSteps> shared = store -> SharedSteps.NONE;

    Bench(Path temp) throws IOException {
        context = Files.createDirectories(temp.resolve("context"));
        machineStore = temp.resolve("machine");
        projectStore = temp.resolve("project");
        Path images = Files.createDirectories(temp.resolve("images"));
        try (LayerWriter writer = new LayerWriter(images, Compression.GZIP)) {
            writer.add(TarEntry.directory("etc", 0755, 0, 0, Instant.EPOCH));
            byte[] passwd = "app:x:7:8::/:/bin/sh\n".getBytes(StandardCharsets.UTF_8);
            writer.add(
                    TarEntry.file("etc/passwd", 0644, 0, 0, passwd.length, Instant.EPOCH),
                    new ByteArrayInputStream(passwd));
            baseLayer = writer.finish();
        }
        ImageConfig config = ImageConfig.empty(Platform.current())
                .withDiffIds(List.of(baseLayer.layer().diffId()))
                .withHistoryAppended(List.of(new HistoryEntry("from the base", false)), "2020-01-01T00:00:00Z");
        byte[] raw = config.toBytes();
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(raw), raw.length),
                List.of(baseLayer.layer().blob()),
                Map.of());
        base = new BaseImage(Reference.parse("base"), manifest, config);
    }

    /** Solves with stores opened for this once. */
    SolvedImage solve(String dockerfile) throws IOException, InterruptedException {
        try (Store machine = Store.open(machineStore);
                Store project = Store.open(projectStore)) {
            return new Solver(
                            new SolverTools(
                                    machine, project, running, sources(), shared.apply(machine), log, layers, null),
                            options)
                    .solve(plan(dockerfile));
        }
    }

    /** The steps executed for it, as the log names them. */
    List<String> executedFor(String dockerfile) throws IOException, InterruptedException {
        log.clear();
        solve(dockerfile);
        return List.copyOf(log.started);
    }

    BuildPlan plan(String dockerfile) {
        var request = Requests.of(dockerfile, args);
        return new DockerfileFrontend(new BaseImages() {
                    @Override
                    public BaseImage find(Reference reference, Platform platform) {
                        return base;
                    }

                    @Override
                    public BaseImage findInLayout(String path, Platform platform) {
                        throw new AssertionError(path);
                    }
                })
                .plan(request);
    }

    void write(String file, String content) throws IOException {
        Path path = context.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** Content of a file in what was solved. Its blobs must still be in the stores. */
    static String read(SolvedImage image, String path) throws IOException {
        List<LayerFile> files = new ArrayList<>();
        for (Layer layer : image.layers()) {
            files.add(new LayerFile(layer, image.blobs().get(layer.blob().digest())));
        }
        return new String(ScriptedEngine.read(files, path), StandardCharsets.UTF_8);
    }

    private Sources sources() throws IOException {
        Path ignore = context.resolve(".dockerignore");
        IgnoreRules rules = Files.exists(ignore) ? IgnoreRules.parse(Files.readString(ignore)) : IgnoreRules.none();
        SourceTree tree = new ContextTree(BuildContext.open(context, rules), new ContentDigests(ContentMemo.forNow()));
        return new Sources() {
            @Override
            public SourceTree context(String name) {
                return tree;
            }

            @Override
            public CopyInputs.Download download(CopyStep.Source.Download source) {
                throw new AssertionError(source);
            }

            @Override
            public SourceTree repository(CopyStep.Source.Git source) {
                throw new AssertionError(source);
            }

            @Override
            public boolean isHere(BaseImage image, Descriptor blob) {
                return false;
            }

            @Override
            public void fetch(BaseImage image, Descriptor blob, GrowingFile file) throws IOException {
                fetched.add(blob.digest());
                engine.events.add("a layer is fetched");
                LockSupport.parkNanos(pulling.toNanos());
                Files.copy(baseLayer.file(), file.path());
                file.grown(blob.size());
            }

            @Override
            public Optional<byte[]> secret(String id) {
                return Optional.ofNullable(secrets.get(id)).map(s -> s.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public Optional<Path> agent(String id) {
                return Optional.empty();
            }
        };
    }

    /** The events the log was told. */
    static final class Events extends SilentBuildLog {
        final List<String> started = Collections.synchronizedList(new ArrayList<>());
        final List<String> cached = Collections.synchronizedList(new ArrayList<>());
        final Map<String, Duration> took = new ConcurrentHashMap<>();
        final List<String> all = Collections.synchronizedList(new ArrayList<>());

        void clear() {
            started.clear();
            cached.clear();
            all.clear();
        }

        @Override
        public void stepStarted(StepName step) {
            started.add(step.text());
            all.add("started " + label(step));
        }

        @Override
        public void stepOutput(StepName step, String line) {
            all.add("output " + label(step) + " " + line);
        }

        @Override
        public void stepFinished(StepName step, Duration own, long bytes) {
            all.add("finished " + label(step));
            took.put(step.text(), own);
        }

        @Override
        public void pulled(Reference image, long bytes, Duration took) {
            all.add("pulled " + image + " " + bytes);
        }

        @Override
        public void unpacked(Reference image, Duration took) {
            all.add("unpacked " + image);
        }

        @Override
        public Ongoing ongoing(String what) {
            all.add("begins " + what);
            return () -> all.add("ends " + what);
        }

        @Override
        public void stepCached(StepName step) {
            cached.add(step.text());
            all.add("cached " + label(step));
        }

        @Override
        public void stepFailed(StepName step, String reason, String output) {
            all.add("failed " + label(step) + ": " + reason + ": " + output);
        }

        private static String label(BuildLog.StepName step) {
            return "[" + step.stage() + " " + step.number() + "/" + step.total() + "]";
        }
    }

    static BuildFailure failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(BuildFailure.class, call);
    }
}
