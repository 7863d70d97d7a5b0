package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever dies, nothing stays behind: no process, no mount, and in the end no files. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SandboxDeathTest extends SandboxTest {

    /** Starts a build whose processes have an argument nobody else has, and waits until they run. */
    private static Process startBuild(Path store, String mark) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        SeparateBuild.classPath(),
                        SeparateBuild.class.getName(),
                        store.toString(),
                        directory.toString(),
                        "(trap '' TERM HUP INT; sleep " + mark + ") & (sleep " + mark + " &); echo started; sleep "
                                + mark)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("started");
        return process;
    }

    @Test
    void killingTheBuildLeavesNothing() throws Exception {
        Path store = scratch().resolve("store");
        String mark = "3141.5926" + System.nanoTime();
        var build = startBuild(store, mark);
        await(() -> processesWith(mark) >= 3);
        assertThat(processesWith(store.toString())).isGreaterThan(1);
        build.destroyForcibly();
        await(() -> processesWith(mark) == 0);
        await(() -> processesWith(store.toString()) == 0);
        assertNoMountsOf(store);

        try (var next = open(store)) {
            next.run(SeparateBuild.request(List.of(base()), "true"), line -> {});
            await(() -> isEmpty(work(store)));
        }
    }

    @Test
    void aBuildThatEndsByItselfLeavesNothing() throws Exception {
        Path store = scratch().resolve("store");
        String mark = "2718.2818" + System.nanoTime();
        var engine = open(store);
        var started = new CompletableFuture<String>();
        var failure = new CompletableFuture<Throwable>();
        var running = new Thread(() -> {
            try {
                engine.run(SeparateBuild.request(List.of(base()), "echo started; sleep " + mark), started::complete);
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        running.start();
        started.get(30, TimeUnit.SECONDS);
        engine.close();
        assertThat(processesWith(store.toString())).isZero();
        assertThat(processesWith(mark)).isZero();
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(BuildFailure.class);
        assertNoMountsOf(store);
        assertThatThrownBy(() -> engine.run(SeparateBuild.request(List.of(base()), "true"), line -> {}))
                .isInstanceOf(BuildFailure.class);
    }

    @Test
    void aWorkerThatDiesIsReported() throws Exception {
        Path store = scratch().resolve("store");
        String mark = "1414.2135" + System.nanoTime();
        try (var engine = open(store)) {
            var started = new CompletableFuture<String>();
            started.thenRun(() -> ProcessHandle.allProcesses()
                    .filter(process -> cmdline(process.pid()).contains(store.toString()))
                    .forEach(ProcessHandle::destroyForcibly));
            assertThatThrownBy(() -> engine.run(
                            SeparateBuild.request(List.of(base()), "echo started; sleep " + mark), started::complete))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("worker is gone")
                    .hasMessageContaining("137");
        }
        await(() -> processesWith(mark) == 0);
    }

    @Test
    void nothingIsStartedBeforeTheFirstRun() throws Exception {
        Path store = scratch().resolve("store");
        try (var engine = open(store)) {
            assertThat(store).doesNotExist();
        }
    }

    private static Path work(Path store) {
        try (var kinds = Files.list(store.resolve("snapshots"))) {
            return kinds.findFirst().orElseThrow().resolve("work");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path path) {
        try (var children = Files.list(path)) {
            return children.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long processesWith(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> cmdline(process.pid()).contains(argument))
                .count();
    }

    private static String cmdline(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static void assertNoMountsOf(Path store) throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(store.toString());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
