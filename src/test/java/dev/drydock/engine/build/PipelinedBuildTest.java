package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.engine.BuildResult;
import dev.drydock.failure.BuildFailure;
import dev.drydock.registry.testing.OwnClassPath;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.sandbox.SandboxMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Builds that go on while layers are still being compressed, and are broken off at any point. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class PipelinedBuildTest {

    /** Each costs seconds; a run by hand asks for more. */
    private static final int KILLS = Integer.getInteger("drydock.test.kills", 1);

    /** In megabytes. */
    private static final int DISK_STEP = Integer.getInteger("drydock.test.diskStep", 28);

    @TempDir
    static Path temp;

    private static FiveRuns builds;
    private static BuildResult reference;

    /** How long a build by a program of its own takes that nobody kills, in milliseconds. */
    private static long duration;

    /** Once for all tests, each of which has machines of its own. */
    @BeforeAll
    static void buildUndisturbed() throws Exception {
        assumeTrue(Files.isExecutable(FiveRuns.BUSYBOX), "no static busybox at " + FiveRuns.BUSYBOX);
        builds = new FiveRuns(temp);
        long start = System.nanoTime();
        int status = start("undisturbed").waitFor();
        duration = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        try {
            reference = builds.build("undisturbed");
        } catch (BuildFailure e) {
            assumeTrue(e.blame() == BuildFailure.Blame.BUILD, "PROCESSES CANNOT BE RUN HERE: " + e.getMessage());
            throw e;
        }
        assertThat(status).isZero();
    }

    /** An ordinary user cannot delete what belongs to the subordinate ids. */
    @AfterAll
    static void prune() throws Exception {
        try (var machines = Files.newDirectoryStream(temp)) {
            for (Path machine : machines) {
                if (Files.exists(machine.resolve("store/snapshots"))) {
                    var options = new RunEngineOptions(machine.resolve("store"), SandboxMode.AUTO, choice -> {});
                    try (var last = WorkerRunEngine.open(options)) {
                        last.prune(Duration.ZERO);
                    }
                }
            }
        }
    }

    @Test
    void theResultIsThatOfStepsOneAfterTheOther() throws Exception {
        BuildResult again = builds.build("other");
        assertThat(again.digest()).isEqualTo(reference.digest());
        assertThat(again.cached()).isZero();
        assertNothingTemporary("other");
    }

    @Test
    void theResultIsThatOfStepsEachOfWhichStartsFromStoredLayers() throws Exception {
        BuildResult last = builds.buildStepByStep("stepwise");
        assertThat(last.cached()).isEqualTo(reference.steps() - 1);
        assertThat(last.digest()).isEqualTo(reference.digest());
    }

    @Test
    void aBuildThatIsKilledAnywhereLeavesWholeResultsOfTheFirstStepsAndNothingElse() throws Exception {
        Random random = new Random();
        for (int i = 0; i < KILLS; i++) {
            String machine = "killed" + i;
            Process build = start(machine);
            long moment = random.nextLong(duration / 4, duration);
            build.waitFor(moment, TimeUnit.MILLISECONDS);
            build.destroyForcibly().waitFor();
            BuildResult next = builds.build(machine);
            assertThat(next.digest()).as("killed after %d ms", moment).isEqualTo(reference.digest());
            assertThat(builds.cached().stream().filter(step -> step.startsWith("RUN")))
                    .isEqualTo(FiveRuns.runs().subList(0, (int) cachedRuns()));
        }
    }

    private long cachedRuns() {
        return builds.cached().stream().filter(step -> step.startsWith("RUN")).count();
    }

    /** Tars that were compressed, and layers that came to nothing. */
    private void assertNothingTemporary(String machine) throws IOException {
        try (var sessions = Files.walk(builds.store(machine).resolve("sessions"))) {
            assertThat(sessions.filter(Files::isRegularFile)
                            .filter(file -> size(file) > 0)
                            .toList())
                    .isEmpty();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(String machine) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        OwnClassPath.get(),
                        FiveRuns.class.getName(),
                        temp.toString(),
                        machine)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve(machine + ".log").toFile())
                .start();
    }

    /** The smaller the disk, the earlier the stage of the pipeline that fills it. */
    @Test
    void aDiskThatIsFullAtAnyStageFailsTheBuildInWordsAndLeavesNothingHalfDone() throws Exception {
        assumeTrue(System.getProperty("user.name", "").equals("root"), "only root can mount a small disk");
        Path machine = Files.createDirectories(temp.resolve("small"));
        int failures = 0;
        for (int megabytes = 8; megabytes <= 64; megabytes += DISK_STEP) {
            command("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", machine.toString());
            try {
                failures += fill(megabytes);
                command("mount", "-o", "remount,size=300m", machine.toString());
                assertThat(builds.build("small").digest())
                        .as("after %d MB", megabytes)
                        .isEqualTo(reference.digest());
                assertNothingTemporary("small");
            } finally {
                command("umount", machine.toString());
            }
        }
        assertThat(failures).isBetween(1, (64 - 8) / DISK_STEP);
    }

    /** @return 1 if the disk was too small, or 0 */
    private int fill(int megabytes) throws Exception {
        var failure = catchThrowableOfType(BuildFailure.class, () -> builds.build("small"));
        if (failure == null) {
            return 0;
        }
        assertThat(failure.getMessage() + " " + failure.hint())
                .as("of %d MB", megabytes)
                .containsAnyOf("no space left", "A disk is full");
        return 1;
    }

    private static void command(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }
}
