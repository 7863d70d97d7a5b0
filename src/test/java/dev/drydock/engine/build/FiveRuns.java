package dev.drydock.engine.build;

import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.Timestamp;
import dev.drydock.failure.BuildFailure;
import dev.drydock.run.WorkerRunEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A Dockerfile of five RUN whose layers take longer to be compressed than to be made, and a program that builds it. */
final class FiveRuns {

    static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final String DOCKERFILE = """
        FROM scratch
        COPY busybox seed /bin/
        RUN ["/bin/busybox", "--install", "-s", "/bin"]
        RUN cat /bin/seed /bin/seed > /one
        RUN tr a-z b-za < /one > /two && rm /one
        RUN mkdir d && for i in 1 2 3 4 5 6 7 8 9; do echo $i > d/$i; done && cat /two > d/three
        RUN rm d/5 && ln /two /hard && cp -r d e && rm -r d && chmod 700 /two
        """;

    private final CacheBench bench;

    /** @param directory for the context and for machines */
    FiveRuns(Path directory) throws IOException {
        bench = new CacheBench(directory);
        bench.options = new BuildOptionsBuilder(BuildOptions.DEFAULTS)
                .timestamp(new Timestamp.Fixed(Instant.ofEpochSecond(1_000_000)))
                .build();
        Path seed = bench.context.resolve("seed");
        if (!Files.exists(seed)) {
            byte[] random = new byte[2 << 20];
            new Random(15).nextBytes(random);
            for (int i = 0; i < random.length; i++) {
                random[i] = (byte) ('a' + (random[i] & 15));
            }
            Files.copy(BUSYBOX, bench.context.resolve("busybox"));
            Files.write(seed, random);
        }
    }

    BuildResult build(String machine) throws Exception {
        return bench.build(machine, DOCKERFILE, WorkerRunEngine::open);
    }

    /** Builds the first step, then the first two, and so on: each step on what is stored of those before it. */
    BuildResult buildStepByStep(String machine) throws Exception {
        BuildResult last = null;
        for (String run : runs()) {
            String upToHere = DOCKERFILE.substring(0, DOCKERFILE.indexOf(run) + run.length()) + "\n";
            last = bench.build(machine, upToHere, WorkerRunEngine::open);
        }
        return last;
    }

    Path store(String machine) {
        return bench.machine(machine).store();
    }

    /** The steps of the last build whose results were there already. */
    List<String> cached() {
        return List.copyOf(bench.cached);
    }

    /** All steps but the COPY, whose result is not in the machine's store, in their order. */
    static List<String> runs() {
        return DOCKERFILE.lines().filter(line -> line.startsWith("RUN")).toList();
    }

    /** @param arguments directory, name of a machine */
    public static void main(String[] arguments) throws Exception {
        try {
            System.out.println(
                    new FiveRuns(Path.of(arguments[0])).build(arguments[1]).digest());
        } catch (BuildFailure e) {
            System.out.println(e.getMessage() + " " + e.hint());
            System.exit(1);
        }
    }
}
