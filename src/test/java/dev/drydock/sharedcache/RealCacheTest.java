package dev.drydock.sharedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.build.CacheBench;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.run.RunEngineOptions;
import dev.drydock.run.WorkerRunEngine;
import dev.drydock.sandbox.SandboxMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Flask application in small, processes included: its base in a registry, its packages "installed" by RUN. */
class RealCacheTest {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final String BASE = """
        FROM scratch
        COPY busybox /bin/busybox
        COPY --chmod=755 apt-get /usr/bin/apt-get
        RUN ["/bin/busybox", "--install", "-s", "/bin"]
        """;

    private static final String APPLICATION = """
        FROM %s
        RUN apt-get update
        RUN apt-get install -y python3-flask
        COPY app.py /opt/app.py
        ENV FLASK_APP=/opt/app.py
        ENTRYPOINT ["flask", "run", "--host=0.0.0.0"]
        """;

    @TempDir
    Path temp;

    /** An ordinary user cannot delete what belongs to the subordinate ids. */
    @AfterEach
    void prune() throws Exception {
        for (String machine : List.of("base", "one", "two")) {
            Path store = temp.resolve(machine).resolve("store");
            if (Files.exists(store.resolve("snapshots"))) {
                try (var last = WorkerRunEngine.open(new RunEngineOptions(store, SandboxMode.AUTO, choice -> {}))) {
                    last.prune(Duration.ZERO);
                }
            }
        }
    }

    @Test
    void theSecondOfTwoFreshMachinesExecutesNoRun() throws Exception {
        assumeTrue(Files.isExecutable(BUSYBOX), "no static busybox at " + BUSYBOX);
        try (TestRegistry registry = TestRegistry.start()) {
            CacheBench bench = new CacheBench(temp);
            Files.copy(BUSYBOX, bench.context.resolve("busybox"));
            Files.writeString(
                    bench.context.resolve("apt-get"),
                    "#!/bin/sh\nmkdir -p /var/lib/apt /usr/lib/python\necho \"$@\" >> /var/lib/apt/history\n"
                            + "head -c 300000 /dev/urandom > /usr/lib/python/$1\n");
            Files.writeString(bench.context.resolve("app.py"), "app = 1\n");
            Reference base = Reference.parse(registry.hostAndPort() + "/library/base:1");
            try {
                bench.build("base", BASE, WorkerRunEngine::open);
            } catch (BuildFailure e) {
                assumeTrue(e.blame() == BuildFailure.Blame.BUILD, "PROCESSES CANNOT BE RUN HERE: " + e.getMessage());
                throw e;
            }
            Pushes.push(new ImagePush(bench.machine("base").layout(), List.of(base)), bench.surroundings());

            Reference cache = Reference.parse(registry.hostAndPort() + "/team/cache");
            bench.options = new BuildOptionsBuilder(bench.options)
                    .sharedCache(List.of(cache), cache)
                    .build();
            String dockerfile = APPLICATION.formatted(base);
            BuildResult first = bench.build("one", dockerfile, WorkerRunEngine::open);
            assertThat(bench.started).hasSize(3);
            BuildResult second = bench.build("two", dockerfile, WorkerRunEngine::open);
            // The random numbers of the first machine are in the image of the second.
            assertThat(second.digest()).isEqualTo(first.digest());
            assertThat(bench.started).containsExactly("COPY app.py /opt/app.py");
            // The base is a busybox: nothing could start the application there.
            assertThat(bench.warnings)
                    .allMatch(warning -> warning.contains("program flask is in no directory of PATH"));
        }
    }
}
