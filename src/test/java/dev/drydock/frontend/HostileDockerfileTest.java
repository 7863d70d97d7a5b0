package dev.drydock.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.RunStep;
import dev.drydock.plan.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever the file, it is planned or refused, soon and with a {@link BuildFailure}. */
class HostileDockerfileTest {

    private static final Path CORPUS = Path.of("src/test/resources/frontend");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void mutilatedFilesArePlannedOrRefused() throws IOException {
        List<byte[]> files;
        try (Stream<Path> folders = Files.list(CORPUS)) {
            files = folders.map(folder -> folder.resolve("Dockerfile")).filter(Files::exists).sorted().toList().stream()
                    .map(HostileDockerfileTest::read)
                    .toList();
        }
        Random random = new Random(20261123);
        for (int i = 0; i < 4000; i++) {
            byte[] mutilated = mutilate(files.get(random.nextInt(files.size())), files, random);
            try {
                plan(mutilated);
            } catch (BuildFailure expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + i + ": " + new String(mutilated, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    @Test
    void aLongChainOfStagesIsPlanned() {
        String file = "FROM scratch AS s0\n"
                + IntStream.range(1, 3000)
                        .mapToObj(i -> "FROM s" + (i - 1) + " AS s" + i + "\nCOPY --from=s" + i / 2 + " a b\n")
                        .collect(Collectors.joining());
        BuildPlan plan = Assertions.assertTimeoutPreemptively(SOON, () -> plan(file));
        assertThat(plan.stages()).hasSize(3000);
    }

    @Test
    void aStageOfManyInstructionsIsPlanned() {
        String file = "FROM scratch\n"
                + IntStream.range(0, 500)
                        .mapToObj(i -> "ENV A" + i + "=$A" + (i - 1) + "\nARG B" + i + "\nLABEL l" + i + "=x\nRUN x\n")
                        .collect(Collectors.joining());
        BuildPlan plan = Assertions.assertTimeoutPreemptively(SOON, () -> plan(file));
        assertThat(plan.targetStage().steps()).hasSize(2000);
    }

    @Test
    void instructionsThatAddToTheConfigurationArePlannedByTheTenThousand() {
        String file = "FROM scratch\n"
                + IntStream.range(0, 4000)
                        .mapToObj(i -> "ENV A" + i + "=x\nLABEL l" + i + "=$A" + i + "\nVOLUME /v" + i + "\nRUN x\n")
                        .collect(Collectors.joining());
        BuildPlan plan = Assertions.assertTimeoutPreemptively(SOON, () -> plan(file));
        List<Step> steps = plan.targetStage().steps();
        assertThat(steps).hasSize(16_000);
        assertThat(((RunStep) steps.get(15)).env().keySet()).containsExactly("PATH", "A0", "A1", "A2", "A3");
        assertThat(plan.targetStage().config().labels()).hasSize(4000).containsEntry("l3999", "x");
    }

    @Test
    void anEnvOfManyPairsIsPlanned() {
        String file = "FROM scratch\nENV"
                + IntStream.range(0, 60_000)
                        .mapToObj(i -> " \\\nA" + i + "=" + i)
                        .collect(Collectors.joining())
                + "\nRUN x\n";
        BuildPlan plan = Assertions.assertTimeoutPreemptively(SOON, () -> plan(file));
        assertThat(plan.targetStage().config().env()).hasSize(60_001);
    }

    @Test
    void bytesThatAreNotUtf8ComeThrough() {
        byte[] file = "FROM scratch\nCOPY <<EOF /f\n?\nEOF\n".getBytes(StandardCharsets.ISO_8859_1);
        file[file.length - 6] = (byte) 0xff;
        assertThat(PlanText.of(plan(file))).contains("\"\\xff\\n\"");
    }

    @Test
    void variablesAndDirectoriesAreUnicodeAsInTheImage() {
        byte[] file = "FROM busybox\nENV E=a?\nARG X=b?\nWORKDIR /c?/$X\nCOPY x /d?\nRUN e?\nLABEL l=\u00c3\u00bc$E\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < file.length; i++) {
            file[i] = file[i] == '?' ? (byte) 0xe9 : file[i];
        }
        BuildPlan plan = plan(file);
        assertThat(plan.targetStage().config().env()).containsEntry("E", "a\ufffd");
        assertThat(plan.targetStage().config().labels()).containsEntry("l", "\u00fca\ufffd");
        assertThat(plan.targetStage().config().workingDir()).isEqualTo("/c\ufffd/b\ufffd");
        RunStep run = plan.targetStage().steps().stream()
                .filter(RunStep.class::isInstance)
                .map(RunStep.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(run.env()).containsEntry("E", "a\ufffd").containsEntry("X", "b\ufffd");
        assertThat(run.workdir()).isEqualTo("/c\ufffd/b\ufffd");
        assertThat(run.argv())
                .as("bytes of commands and names of files are kept")
                .contains("e\udce9");
        assertThat(PlanText.of(plan)).contains("/d\udce9");
    }

    private static byte[] mutilate(byte[] file, List<byte[]> others, Random random) {
        byte[] bytes = file.clone();
        for (int n = random.nextInt(4); n >= 0 && bytes.length > 2; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) " \n\\$\"'={}[]<>#-/:,".charAt(random.nextInt(18));
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> {
                    byte[] other = others.get(random.nextInt(others.size()));
                    byte[] joined = Arrays.copyOf(bytes, at + other.length);
                    System.arraycopy(other, 0, joined, at, other.length);
                    bytes = joined;
                }
                default -> {
                    int length = Math.min(random.nextInt(8), bytes.length - at - 1);
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                    System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                    bytes = shorter;
                }
            }
        }
        return bytes;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static BuildPlan plan(String file) {
        return plan(file.getBytes(StandardCharsets.UTF_8));
    }

    private static BuildPlan plan(byte[] file) {
        return new DockerfileFrontend(new FolderImages(CORPUS.resolve("images")))
                .plan(Requests.of(Dockerfile.parse("Dockerfile", file), Map.of("A", "$x 'given\" ${")));
    }
}
