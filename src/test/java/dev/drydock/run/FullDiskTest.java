package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.sandbox.SandboxMode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store on a file system of a few megabytes. */
class FullDiskTest extends SandboxTest {

    private Path small;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        assumeTrue(isRoot(), "only root can mount a small disk");
        small = Files.createTempDirectory(directory, "small");
        command("mount", "-t", "tmpfs", "-o", "size=12m", "none", small.toString());
    }

    @AfterEach
    void unmountSmallDisk() throws Exception {
        if (small != null) {
            command("umount", small.toString());
        }
    }

    /** One nobody prunes: it goes with its disk. */
    private static WorkerRunEngine engineOn(Path store) {
        return WorkerRunEngine.open(new RunEngineOptions(store, MODE, choice -> {}));
    }

    private static void command(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aLayerThatDoesNotFitLeavesNoSnapshot() throws Exception {
        byte[] random = new byte[16 << 20];
        new Random(1).nextBytes(random);
        var large = Busybox.layer(
                directory,
                layer -> layer.add(
                        TarEntry.file("large", 0644, 0, 0, random.length, Busybox.OLD),
                        new ByteArrayInputStream(random)));
        try (var engine = engineOn(small.resolve("store"))) {
            assertThatThrownBy(() -> new Run().layers(List.of(base(), large)).go(engine))
                    .isInstanceOfSatisfying(BuildFailure.class, e -> {
                        assertThat(e.blame()).isEqualTo(BuildFailure.Blame.ENVIRONMENT);
                        assertThat(e).hasMessageContaining("space left").hasMessageContaining(small.toString());
                        assertThat(e.hint()).contains("drydock.cacheDirectory");
                    });
            assertThat(new Run()
                            .script("echo works")
                            .withoutCapture()
                            .go(engine)
                            .text())
                    .isEqualTo("works");
        }
        try (var snapshots = Files.list(small.resolve("store/snapshots/root/layers"))) {
            assertThat(snapshots).hasSize(1);
        }
        try (var work = Files.list(small.resolve("store/snapshots/root/work"))) {
            assertThat(work).isEmpty();
        }
    }

    /** The run below is settled by then, and its process runs. */
    @Test
    void aRunOnOneThatCannotBeReadBackFailsWithIt() throws Exception {
        assumeTrue(MODE != SandboxMode.CHROOT, "there the next run does not begin");
        var large = RunRequest.of(List.of(base()), List.of("dd", "if=/dev/zero", "of=/f", "bs=1M", "count=50"))
                .env(Map.of("PATH", "/bin"))
                .capture(new RunRequest.Capture(small, Compression.GZIP, TIMESTAMP))
                .build();
        Path store = scratch();
        try (var engine = open(store)) {
            var run = engine.start(large, line -> {});
            var lines = Collections.synchronizedList(new ArrayList<String>());
            var next = run.startNext(
                            new Run().script("ls /f; sleep 2; echo x > /y").request(), lines::add)
                    .orElseThrow();
            assertThatThrownBy(run::await).isInstanceOf(BuildFailure.class).hasMessageContaining("space left");
            assertThatThrownBy(next::await).isInstanceOf(BuildFailure.class).hasMessageContaining("has failed");
            assertThat(lines).containsExactly("/f");
            assertThat(run(List.of(base()), "ls / | grep -c '^[fy]$' || true").text())
                    .isEqualTo("0");
        }
        try (var work = Files.list(store.resolve("snapshots/root/work"))) {
            assertThat(work).isEmpty();
        }
        try (var left = Files.list(small)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRunThatFillsTheDiskFailsByItself() throws Exception {
        try (var engine = engineOn(small.resolve("store"))) {
            var outcome =
                    new Run().script("dd if=/dev/zero of=/f bs=1M count=50").go(engine);
            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.text()).contains("No space left");
            assertThat(new Run()
                            .script("echo works")
                            .withoutCapture()
                            .go(engine)
                            .text())
                    .isEqualTo("works");
        }
    }

    @Test
    void aResultThatDoesNotFitLeavesNoFile() throws Exception {
        Path results = Files.createDirectory(small.resolve("results"));
        try (var engine = engineOn(small.resolve("store"))) {
            var request = RunRequest.of(List.of(base()), List.of("dd", "if=/dev/urandom", "of=/f", "bs=1M", "count=6"))
                    .env(Map.of("PATH", "/bin"))
                    .hostname("h")
                    .network(true)
                    .capture(new RunRequest.Capture(results, Compression.GZIP, null))
                    .build();
            assertThatThrownBy(() -> engine.run(request, line -> {}))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("space left");
        }
        try (var files = Files.list(results)) {
            assertThat(files).isEmpty();
        }
        try (var snapshots = Files.list(small.resolve("store/snapshots/root/layers"))) {
            assertThat(snapshots).hasSize(1);
        }
    }
}
