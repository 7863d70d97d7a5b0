package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.IndexEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayerListing;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run real processes in a busybox root; one engine for a class. Skipped, with the reason, where nothing can be run. */
@Tag("sandbox")
@TestInstance(Lifecycle.PER_CLASS)
abstract class SandboxTest {

    /** Which way of isolation is tested; the first that works, unless a run of the tests asks for another. */
    static final SandboxMode MODE = SandboxMode.parse(System.getProperty("drydock.test.sandbox", "auto"));

    static final Instant TIMESTAMP = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    static Path directory;

    private static final Set<Path> stores = new LinkedHashSet<>();

    private WorkerRunEngine engine;
    private LayerFile base;

    /** How a run ended and what it printed. */
    record Outcome(RunResult result, List<String> lines) {

        int exitCode() {
            return result.exitCode();
        }

        String text() {
            return String.join("\n", lines);
        }

        WrittenLayer layer() {
            return Optional.ofNullable(result.layer()).orElseThrow(() -> new AssertionError(result + "\n" + text()));
        }

        /** The entry in the layer's tar. */
        LayerListing listing() {
            try (InputStream tar = LayerInput.open(layer().file())) {
                return LayerIndexes.list(tar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Entries by name, in the order of the layer. */
        Map<String, TarEntry> entries() {
            var entries = new LinkedHashMap<String, TarEntry>();
            for (IndexEntry each : listing().entries()) {
                entries.put(each.entry().name(), each.entry());
            }
            return entries;
        }

        TarEntry entry(String name) {
            return Optional.ofNullable(entries().get(name))
                    .orElseThrow(() -> new AssertionError(name + " in " + entries()));
        }
    }

    @BeforeAll
    void openEngine() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Busybox.PROGRAM), "no static busybox at " + Busybox.PROGRAM);
        Path own = Files.createDirectories(directory.resolve(getClass().getSimpleName()));
        base = Busybox.base(own);
        engine = open(store());
        try {
            run("true");
        } catch (BuildFailure e) {
            Assumptions.abort("PROCESSES CANNOT BE RUN HERE: " + e.getMessage() + " " + e.hint());
        }
    }

    @AfterAll
    void closeEngine() throws Exception {
        if (engine != null) {
            engine.close();
        }
        // An ordinary user cannot delete what belongs to the subordinate ids.
        for (Path store : stores) {
            try (var last = WorkerRunEngine.open(new RunEngineOptions(store, MODE, choice -> {}))) {
                last.prune(Duration.ZERO);
            }
        }
        stores.clear();
    }

    Path store() {
        return directory.resolve(getClass().getSimpleName()).resolve("store");
    }

    /** A directory of its own for a test, made and never removed before the end. */
    Path scratch() throws IOException {
        return Files.createTempDirectory(directory, "test");
    }

    static WorkerRunEngine open(Path store) {
        stores.add(store);
        return WorkerRunEngine.open(new RunEngineOptions(store, MODE, choice -> {}));
    }

    WorkerRunEngine engine() {
        return engine;
    }

    LayerFile base() {
        return base;
    }

    /** Runs a shell script on the base, and keeps what it changes. */
    Outcome run(String script) throws Exception {
        return new Run().script(script).go();
    }

    /** Runs a shell script on layers, and keeps what it changes. */
    Outcome run(List<LayerFile> layers, String script) throws Exception {
        return new Run().layers(layers).script(script).go();
    }

    /**
     * Runs scripts one after the other, each on the result of the one before.
     *
     * @return the last
     */
    Outcome runAll(String... scripts) throws Exception {
        var layers = new ArrayList<>(List.of(base));
        Outcome last = null;
        for (String script : scripts) {
            last = run(layers, script);
            layers.add(Busybox.file(last.layer()));
        }
        return last;
    }

    /** A layer on the base. */
    List<LayerFile> onBase(Busybox.Content content) throws IOException {
        return List.of(base, Busybox.layer(directory, content));
    }

    /** A request with defaults to be changed. */
    final class Run {
        private List<LayerFile> layers = List.of(base);
        private List<String> argv = List.of("true");
        private final Map<String, String> env = new TreeMap<>(Map.of("PATH", "/bin"));
        private String user = "";
        private String workdir = "/";
        private boolean network = true;
        private boolean privileged;
        private final List<RunMount> mounts = new ArrayList<>();
        private Instant timestamp = TIMESTAMP;
        private boolean capture = true;

        Run script(String script) {
            return argv("sh", "-e", "-c", script);
        }

        Run argv(String... words) {
            argv = List.of(words);
            return this;
        }

        Run layers(List<LayerFile> some) {
            layers = List.copyOf(some);
            return this;
        }

        Run env(String name, String value) {
            env.put(name, value);
            return this;
        }

        Run user(String name) {
            user = name;
            return this;
        }

        Run workdir(String path) {
            workdir = path;
            return this;
        }

        Run withoutNetwork() {
            network = false;
            return this;
        }

        Run privileged() {
            privileged = true;
            return this;
        }

        Run mount(RunMount mount) {
            mounts.add(mount);
            return this;
        }

        Run timestamp(Instant time) {
            timestamp = time;
            return this;
        }

        Run withoutCapture() {
            capture = false;
            return this;
        }

        Outcome go() throws Exception {
            return go(engine);
        }

        Outcome go(WorkerRunEngine on) throws Exception {
            var lines = Collections.synchronizedList(new ArrayList<String>());
            return new Outcome(on.run(request(), lines::add), lines);
        }

        RunRequest request() {
            return RunRequest.of(layers, argv)
                    .env(env)
                    .user(user)
                    .workdir(workdir)
                    .hostname("buildkitsandbox")
                    .network(network)
                    .privileged(privileged)
                    .mounts(mounts)
                    .capture(capture ? new RunRequest.Capture(directory, Compression.GZIP, timestamp) : null)
                    .build();
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    static void assertSucceeded(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    }
}
