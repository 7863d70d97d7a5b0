package dev.drydock.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.dockerfile.lint.Linter;
import dev.drydock.dockerfile.lint.NoInputs;
import dev.drydock.dockerfile.text.Variables;
import dev.drydock.failure.BuildFailure;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Anything goes in, and nothing but instructions or a {@link BuildFailure} comes out. {@link #run} is what any fuzzer may call;
 * {@link #main} mutates the corpus for as long as it is told to: {@code FuzzTarget SECONDS [SEED]}.
 */
final class FuzzTarget {

    private static final Map<String, String> ENV =
            Map.of("A", "one", "EMPTY", "", "PATH", "/usr/local/bin:/usr/bin", "WORDS", "two  words", "S", "a*b?c\\d");

    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            " ",
            "\t",
            "\\\n",
            "\\",
            "`",
            "$",
            "${",
            "}",
            "${A:-",
            "${PATH##*",
            "${S//\\*/",
            "<<EOF",
            "\nEOF\n",
            "<<-'x y'",
            "\"",
            "'",
            "[",
            "]",
            "[\"a\", ",
            "{\"a\":",
            "--",
            " --from=",
            " --mount=type=cache,",
            "=",
            "#",
            "# check=skip=all\n",
            "# escape=`\n",
            "ONBUILD ",
            "FROM a AS b\n",
            "RUN ",
            "COPY ",
            "ENV ",
            "HEALTHCHECK --interval=1h",
            "EXPOSE 1-65535 ",
            "\u0000",
            "\uFEFF",
            "é",
            "한",
            "\uD83D\uDE00",
            "\u00a0",
            "\u2028");

    private FuzzTarget() {}

    /** Reads, prints, expands and checks. */
    static void run(byte[] data) {
        Dockerfile file;
        try {
            file = Dockerfile.parse("Dockerfile", data);
        } catch (BuildFailure refused) {
            return;
        }
        var words = new Words(file);
        var env = Variables.of(ENV);
        for (var instruction : file.instructions()) {
            attempt(() -> words.expand(instruction, instruction.statement().text(), env));
            if (instruction instanceof Instruction.Run run) {
                run.mounts().forEach(mount -> attempt(() -> words.mount(run, mount, env)));
                run.script();
            } else if (instruction instanceof Instruction.Copy copy) {
                copy.inlineSources().forEach(document -> attempt(() -> words.expandBody(copy, document, env)));
            } else if (instruction instanceof Instruction.Expose expose) {
                attempt(() -> words.ports(expose, env));
            } else if (instruction instanceof Instruction.OnBuild onBuild) {
                var base = file.stages().get(0).from();
                attempt(() -> Instruction.parseTrigger(onBuild.trigger(), file, base));
            }
        }
        attempt(() -> Linter.check(file, NoInputs.get()).enforce(file));
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (BuildFailure refused) {
            // That is an answer.
        }
    }

    /** One to a few changes of one seed: bytes turned, cut out, doubled, pieces of the language put in, another seed's end. */
    static byte[] mutate(List<byte[]> seeds, Random random) {
        byte[] data = seeds.get(random.nextInt(seeds.size())).clone();
        for (int change = 1 + random.nextInt(6); change > 0; change--) {
            int at = random.nextInt(data.length + 1);
            int end = Math.min(data.length, at + random.nextInt(20));
            switch (random.nextInt(6)) {
                case 0 -> {
                    if (at < data.length) {
                        data[at] = (byte) random.nextInt(256);
                    }
                }
                case 1 -> data = join(Arrays.copyOf(data, at), Arrays.copyOfRange(data, end, data.length));
                case 2 -> data = join(Arrays.copyOf(data, end), Arrays.copyOfRange(data, at, data.length));
                case 3 -> {
                    byte[] other = seeds.get(random.nextInt(seeds.size()));
                    data = join(
                            Arrays.copyOf(data, at),
                            Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
                }
                default -> {
                    byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
                    data = join(join(Arrays.copyOf(data, at), piece), Arrays.copyOfRange(data, at, data.length));
                }
            }
        }
        return data;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public static void main(String[] arguments) {
        var seeds = Corpus.files("corpus").stream().map(Corpus::read).toList();
        var random = new Random(arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime());
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        long count = 0;
        for (; System.nanoTime() < end; count++) {
            byte[] data = mutate(seeds, random);
            long before = cpuNanos();
            try {
                run(data);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("on " + new String(data, UTF_8), e);
            }
            long millis = (cpuNanos() - before) / 1_000_000;
            if (millis > 1000) {
                throw new AssertionError(millis + " ms for " + new String(data, UTF_8));
            }
        }
        System.out.println(count + " inputs");
    }
}
