package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.layer.LayerFile;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that stands on one whose changes are still being read back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SuccessionTest extends SandboxTest {

    private static final String MAKE = "mkdir -p /t/a /u; echo x > /t/a/f; ln /t/a/f /t/g; rm -r /home; mkdir /home;"
            + " echo new > /home/new; rm /etc/group; touch -d '1999-01-01 00:00:00' /t/old; mkfifo /t/p;"
            + " chmod 4755 /t/a/f; chown 3:4 /t; ln -s q /t/s; chown -h 5:6 /t/s; chmod 711 /; touch /etc/passwd;"
            + " chmod 600 /bin/busybox; chmod 755 /bin/busybox; mkdir /etc/d; rmdir /etc/d";
    private static final String CHANGE =
            "cat /t/g /home/new; ls -A /home /etc; rm -r /t/a; mkdir /t/a; echo y > /t/a/h;"
                    + " rm /t/s; mv /u /v; echo z >> /t/g; chmod 640 /t/old; mkdir /home/web; rm /home/new";
    /** Not of the files that are made anew for each run; and access times not where the root is a copy. */
    private static final String SHOW =
            "stat -c '%n %A %u:%g %y' /; for i in /t /t/* /t/a/* /home /home/* /etc /etc/passwd /bin /bin/busybox; do"
                    + " stat -c '%n %A %u:%g %h %s " + (MODE == SandboxMode.CHROOT ? "" : "%X")
                    + " %y' $i; done; ls -A /etc /home";

    /** A run that was started, and what it prints. */
    private record Going(StartedRun run, List<String> lines, CountDownLatch ready) {

        static RunListener listener(List<String> lines, CountDownLatch ready) {
            return new RunListener() {
                @Override
                public void line(String line) {
                    lines.add(line);
                }

                @Override
                public void ready() {
                    ready.countDown();
                }
            };
        }

        Outcome end() throws InterruptedException {
            return new Outcome(run.await(), lines);
        }
    }

    private static Going start(WorkerRunEngine engine, RunRequest request) throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var ready = new CountDownLatch(1);
        return new Going(engine.start(request, Going.listener(lines, ready)), lines, ready);
    }

    private static Going next(Going before, RunRequest request) throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var ready = new CountDownLatch(1);
        var next = before.run.startNext(request, Going.listener(lines, ready));
        return new Going(next.orElseThrow(), lines, ready);
    }

    private RunRequest request(String script) {
        return new Run().script(script).request();
    }

    private RunRequest on(List<LayerFile> layers, String script) {
        return new Run().layers(layers).script(script).request();
    }

    private List<LayerFile> with(Outcome... outcomes) {
        var layers = new ArrayList<>(List.of(base()));
        for (Outcome outcome : outcomes) {
            layers.add(Busybox.file(outcome.layer()));
        }
        return layers;
    }

    /** The work in progress in a store, and the most overlays that a process of ours sees. */
    private static List<Long> leftovers(Path store) throws IOException {
        long places = 0;
        try (var kinds = Files.newDirectoryStream(store.resolve("snapshots"))) {
            for (Path kind : kinds) {
                try (var work = Files.list(kind.resolve("work"))) {
                    places += work.count();
                }
            }
        }
        long mounts = 0;
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            mounts = Math.max(mounts, overlays(Long.toString(process.pid())));
        }
        return List.of(places, mounts);
    }

    private static long overlays(String process) {
        try (var mounts = Files.lines(Path.of("/proc", process, "mountinfo"))) {
            return mounts.filter(line -> line.contains(" - overlay ")).count();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    private static void awaitNoLeftovers(Path store) throws Exception {
        if (MODE == SandboxMode.CHROOT || MODE == SandboxMode.CONTAINER) {
            // Copies of roots are kept for further runs; what is in a container is not seen from here.
            return;
        }
        var nothing = List.of(0L, overlays("self"));
        for (int i = 0; i < 200 && !leftovers(store).equals(nothing); i++) {
            Thread.sleep(50);
        }
        assertThat(leftovers(store)).isEqualTo(nothing);
    }

    @Test
    void itSeesAndMakesWhatARunOnTheUnpackedLayerDoes() throws Exception {
        try (var alone = open(scratch())) {
            var first = new Run().script(MAKE).go(alone);
            var second =
                    new Run().layers(with(first)).script(SHOW + ";" + CHANGE).go(alone);
            var third = new Run().layers(with(first, second)).script(SHOW).go(alone);
            try (var elsewhere = open(scratch())) {
                var unpacked = new Run()
                        .layers(with(first))
                        .script(SHOW + ";" + CHANGE)
                        .go(elsewhere);
                assertThat(unpacked.lines()).isEqualTo(second.lines()).hasSizeGreaterThan(20);
            }
            try (var together = open(scratch())) {
                var one = start(together, request(MAKE));
                var two = next(one, request(SHOW + ";" + CHANGE));
                var oneEnd = one.end();
                var three = next(two, on(with(oneEnd), SHOW));
                var twoEnd = two.end();
                assertThat(twoEnd.lines()).isEqualTo(second.lines());
                assertThat(three.end().lines()).isEqualTo(third.lines()).hasSizeGreaterThan(10);
                assertThat(oneEnd.layer().layer()).isEqualTo(first.layer().layer());
                assertThat(twoEnd.layer().layer()).isEqualTo(second.layer().layer());
                assertThat(new Run()
                                .layers(with(oneEnd, twoEnd))
                                .script(SHOW)
                                .go(together)
                                .lines())
                        .isEqualTo(third.lines());
            }
        }
    }

    @Test
    void itBeginsBeforeTheLayerIsKnown() throws Exception {
        assumeTrue(MODE != SandboxMode.CHROOT, "there the next run waits for the layer");
        var one = start(engine(), request("truncate -s 160M /large; echo end >> /large"));
        var two = next(one, request("stat -c '%s %y' /large; echo x > /y"));
        two.ready.await();
        assertThat(one.run.ends(Duration.ZERO)).isFalse();
        var oneEnd = one.end();
        var twoEnd = two.end();
        assertThat(twoEnd.text()).startsWith((160 << 20) + 4 + " 2020-01-01 00:00:00");
        assertThat(twoEnd.entries()).containsOnlyKeys("y");
        assertThat(run(with(oneEnd, twoEnd), "cat /y; wc -c < /large").lines())
                .containsExactly("x", Integer.toString((160 << 20) + 4));
    }

    @Test
    void timesAreThoseOfTheLayerWithoutATimestampToo() throws Exception {
        var one = start(
                engine(),
                new Run().script("echo x > /f; mkdir /d").timestamp(null).request());
        var two = next(one, request("stat -c '%y' /f /d"));
        one.end();
        assertThat(two.end().lines())
                .hasSize(2)
                .allMatch(time -> time.contains(":") && (!time.contains(".") || time.contains(".000000000")));
    }

    @Test
    void itStandsOnChangesOfWhichThereIsASnapshotAlready() throws Exception {
        var known = run("mkdir /twice; echo x > /twice/f");
        var one = start(engine(), request("mkdir /twice; echo x > /twice/f"));
        var two = next(one, request("cat /twice/f; rm /twice/f; sleep 1; ls /twice; echo z > /z"));
        assertThat(one.end().layer().layer()).isEqualTo(known.layer().layer());
        var end = two.end();
        assertThat(end.lines()).containsExactly("x");
        assertThat(end.listing().whiteouts()).containsExactly("twice/f");
        awaitNoLeftovers(store());
    }

    @Test
    void whatItStandsOnIsNotPrunedMeanwhile() throws Exception {
        Path store = scratch();
        try (var engine = open(store);
                var other = open(store)) {
            var one = start(engine, request("mkdir /kept; echo x > /kept/f"));
            var two = next(one, request("sleep 2; cat /kept/f; echo y >> /kept/f"));
            var oneEnd = one.end();
            other.prune(Duration.ZERO);
            var end = two.end();
            assertThat(end.lines()).containsExactly("x");
            other.prune(Duration.ZERO);
            assertThat(run(with(oneEnd, end), "cat /kept/f").lines()).containsExactly("x", "y");
        }
    }

    @Test
    void oneThatComesLateStandsOnTheLayer() throws Exception {
        var one = start(engine(), request("echo late > /late"));
        one.end();
        Thread.sleep(300);
        var two = next(one, request("cat /late; rm /late"));
        var end = two.end();
        assertThat(end.text()).isEqualTo("late");
        assertThat(end.listing().whiteouts()).containsExactly("late");
    }

    @Test
    void itDoesNotBeginWhenTheRunBelowFails() throws Exception {
        var one = start(engine(), request("exit 3"));
        var two = next(one, request("echo no"));
        assertThat(one.end().exitCode()).isEqualTo(3);
        assertThatThrownBy(two::end).isInstanceOf(BuildFailure.class).hasMessageContaining("has failed");
        assertThat(two.lines).isEmpty();
        awaitNoLeftovers(store());
    }

    @Test
    void itFailsWhenTheRunBelowCannotBeReadBack() throws Exception {
        assumeTrue(MODE != SandboxMode.CONTAINER, "there it is read back, and then cannot be sent");
        Path nowhere = directory.resolve("nowhere");
        var lost = RunRequest.of(List.of(base()), List.of("touch", "/x"))
                .env(Map.of("PATH", "/bin"))
                .capture(new RunRequest.Capture(nowhere, Compression.GZIP, TIMESTAMP))
                .build();
        var one = start(engine(), lost);
        var two = next(one, request("ls /x; sleep 1; echo > /y"));
        assertThatThrownBy(one::end).isInstanceOf(BuildFailure.class).hasMessageContaining("nowhere");
        assertThatThrownBy(two::end).isInstanceOf(BuildFailure.class).hasMessageContaining("has failed");
        awaitNoLeftovers(store());
    }

    @Test
    void oneThatIsKilledLeavesNothing() throws Exception {
        for (int moment = 0; moment < 4; moment++) {
            var one = start(engine(), request("echo " + moment + " > /x; sleep 0.2"));
            var two = next(one, request("echo > /y; sleep 60"));
            if (moment == 1) {
                two.ready.await();
            } else if (moment > 1) {
                one.run.changes();
                Thread.sleep(100L * (moment - 2));
            }
            two.run.kill();
            assertThat(one.end().exitCode()).isZero();
            try {
                assertThat(two.end().exitCode()).isNotZero();
            } catch (BuildFailure beforeItBegan) {
                assertThat(beforeItBegan).hasMessageNotContaining("gone");
            }
            awaitNoLeftovers(store());
        }
    }

    @Test
    void itEndsWithTheRunBelowThatIsKilled() throws Exception {
        var one = start(engine(), request("sleep 60"));
        var two = next(one, request("echo no"));
        one.ready.await();
        one.run.kill();
        assertThat(one.end().exitCode()).isNotZero();
        assertThatThrownBy(two::end).isInstanceOf(BuildFailure.class);
        awaitNoLeftovers(store());
    }
}
