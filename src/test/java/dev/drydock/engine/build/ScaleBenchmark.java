package dev.drydock.engine.build;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.DockerfileFrontend;
import dev.drydock.frontend.DockerfileRequest;
import dev.drydock.frontend.Requests;
import dev.drydock.image.BaseImage;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.RunStep;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures Dockerfiles that are large in one way or another: milliseconds of CPU time to read, to plan, to check, and, where
 * no step runs a process, to build. Each is measured at half its size first, so that a cost that does not grow with the size
 * shows, and code is warm. A program, no test; arguments choose files by a part of their name:
 *
 * <pre>java -Xmx512m -cp target/classes:target/test-classes:… dev.drydock.engine.build.ScaleBenchmark [NAME…]</pre>
 */
final class ScaleBenchmark {

    private static final int MANY = 10_000;
    private static final int TEN_MEGABYTES = 10_000_000;

    private ScaleBenchmark() {}

    public static void main(String[] names) throws Exception {
        System.out.printf("%-34s %8s %8s %8s %8s %8s  MB%n", "file", "lines", "read", "plan", "check", "build");
        for (Map.Entry<String, IntFunction<String>> file : files().entrySet()) {
            if (names.length == 0 || Stream.of(names).anyMatch(file.getKey()::contains)) {
                measure(file.getKey() + ", half", file.getValue().apply(MANY / 2));
                measure(file.getKey(), file.getValue().apply(MANY));
            }
        }
    }

    private static Map<String, IntFunction<String>> files() {
        Map<String, IntFunction<String>> files = new LinkedHashMap<>();
        files.put("ENV lines", n -> lines(n, i -> "ENV N" + i + "=value$N" + (i - 1000)));
        files.put("one name set again and again", n -> lines(n, i -> "ENV N=" + i + "\nARG A=" + i + "\nLABEL l=" + i));
        files.put("LABEL lines", n -> lines(n, i -> "LABEL l" + i + "=value"));
        files.put("ARG lines, one RUN", n -> lines(n, i -> "ARG a" + i + "=" + i) + "RUN x\n");
        files.put("RUN lines", n -> lines(n, i -> "RUN x" + i));
        files.put(
                "ENV, LABEL and RUN in turn",
                n -> lines(n / 3, i -> "ENV N" + i + "=x\nLABEL l" + i + "=x\nRUN x" + i));
        files.put("EXPOSE and VOLUME lines", n -> lines(n, i -> "EXPOSE " + (i + 1) + "\nVOLUME /v" + i));
        files.put("COPY lines", n -> lines(n, i -> "COPY a" + i + " /b" + i));
        files.put("ONBUILD lines", n -> lines(n, i -> "ONBUILD ENV N" + i + "=x"));
        files.put(
                "stages with ENV and RUN",
                n -> "FROM scratch AS s0\n"
                        + text(n / 3, i -> "FROM s" + i + " AS s" + (i + 1) + "\nENV N" + i + "=x\nRUN x\n"));
        files.put("one ENV", n -> "FROM scratch\nENV" + text(n, i -> " \\\nN" + i + "=$x"));
        files.put("one LABEL", n -> "FROM scratch\nLABEL" + text(n, i -> " \\\nl" + i + "=$x"));
        files.put("one ARG", n -> "FROM scratch\nARG" + text(n, i -> " \\\na" + i + "=x"));
        files.put(
                "one ARG below comments",
                n -> "FROM scratch\n" + text(n, i -> "# a" + i + " what it is\n") + "ARG"
                        + text(n, i -> " \\\na" + i + "=x"));
        files.put("one COPY", n -> "FROM scratch\nCOPY" + text(n, i -> " \\\na" + i) + " /\n");
        files.put(
                "unknown names",
                n -> lines(900, i -> "ENV " + "VARIABLE".repeat(10) + i + "=x")
                        + text(n, i -> "ENV N" + i + "=$" + "VARIABLE".repeat(10) + "_" + i + "\n"));
        files.put("10 MB of RUN document", n -> lines(1, i -> "RUN <<EOF\n" + bulk(n, "echo a line\n") + "EOF"));
        files.put(
                "10 MB of COPY document",
                n -> lines(1, i -> "COPY <<EOF /f\n" + bulk(n, "a line of ${x:-text}\n") + "EOF"));
        files.put("10 MB of comments", n -> "# " + bulk(n, "nothing\n# ") + "\nFROM scratch\nENV a=b\n");
        files.put("10 MB of comments in a line", n -> lines(1, i -> "ENV a=b \\\n" + bulk(n, "  # nothing\n") + "c=d"));
        files.put("10 MB of RUN line", n -> lines(1, i -> "RUN true" + bulk(n, " && \\\n echo a")));
        files.put("10 MB of ENV value", n -> lines(1, i -> "ENV a=\"" + bulk(n, "x y ${a:-b} \\\n") + "\""));
        files.put("10 MB of ENV names", n -> "FROM scratch\nENV" + text(n * 60, i -> " \\\nNAME" + i + "=1234"));
        files.put("10 MB of CMD words", n -> lines(1, i -> "CMD [" + bulk(n, "\"x\", \\\n") + "\"x\"]"));
        files.put("2 MB of ENV lines", n -> lines(n * 10, i -> "ENV NAME" + i + "=12345"));
        return files;
    }

    private static String lines(int count, IntFunction<String> line) {
        return "FROM scratch\n" + text(count, i -> line.apply(i) + "\n");
    }

    private static String text(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    /** Ten megabytes, or as much less as the number is less than {@link #MANY}. */
    private static String bulk(int part, String line) {
        return line.repeat((int) ((long) TEN_MEGABYTES * part / MANY / line.length()));
    }

    private static void measure(String name, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
        long start = cpu();
        Dockerfile file = Dockerfile.parse("Dockerfile", bytes);
        long read = cpu();
        var frontend = new DockerfileFrontend(new NoImages());
        DockerfileRequest request = Requests.of(file, Map.of());
        BuildPlan plan = frontend.plan(request);
        long steps = plan.targetStage().steps().size();
        for (var step : plan.targetStage().steps()) {
            steps += step instanceof RunStep run
                    ? run.env().getOrDefault("PATH", "").length()
                    : 0;
        }
        long planned = cpu();
        steps += frontend.lint(request, null).warnings().size();
        long checked = cpu();
        boolean buildable = plan.stages().stream()
                .allMatch(stage -> stage.steps().stream()
                        .allMatch(step -> step instanceof MetadataStep
                                || step.source().text().contains("<<")
                                        && step.source().text().startsWith("COPY")));
        String built = buildable ? Long.toString(build(bytes)) : "-";
        if (steps < 0) {
            throw new AssertionError("nothing is left out because nobody looks at it");
        }
        System.out.printf(
                "%-34s %8d %8d %8d %8d %8s %4d%n",
                name,
                text.lines().count(),
                (read - start) / 1_000_000,
                (planned - read) / 1_000_000,
                (checked - planned) / 1_000_000,
                built,
                peak() >> 20);
    }

    private static long build(byte[] dockerfile) throws Exception {
        Path folder = Files.createTempDirectory("drydock-scale");
        try {
            Path file = Files.write(folder.resolve("Dockerfile"), dockerfile);
            var source = new ImageSource.Dockerfile(folder, file, "", Map.of(), Map.of());
            var space = Workspace.of(folder.resolve("out"), folder.resolve("store"));
            var request = BuildRequest.of(source, Reference.parse("scale:latest"), space);
            var surroundings =
                    new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new SilentBuildLog(), Map.of());
            long start = cpu();
            new Builder(surroundings).build(request);
            return (cpu() - start) / 1_000_000;
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    /** The time of the process, its collector and compiler included. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static final class NoImages implements BaseImages {

        @Override
        public BaseImage find(Reference reference, Platform platform) {
            throw new AssertionError(reference);
        }

        @Override
        public BaseImage findInLayout(String path, Platform platform) {
            throw new AssertionError(path);
        }
    }
}
