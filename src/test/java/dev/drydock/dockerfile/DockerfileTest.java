package dev.drydock.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.drydock.dockerfile.lint.Linter;
import dev.drydock.dockerfile.lint.NoInputs;
import dev.drydock.dockerfile.text.Heredoc;
import dev.drydock.dockerfile.text.SourceRange;
import dev.drydock.failure.BuildFailure;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DockerfileTest {

    private static Dockerfile parse(String text) {
        return Dockerfile.parse("Dockerfile", text.getBytes(UTF_8));
    }

    private static <T extends Instruction> T only(Class<T> kind, String text) {
        var body = parse("FROM scratch\n" + text).stages().get(0).instructions();
        assertThat(body).hasSize(1);
        return kind.cast(body.get(0));
    }

    @Test
    void byteOrderMarkIsNoPartOfTheText() {
        var file = parse("\uFEFF# escape=`\nFROM scratch\n");

        assertThat(file.directives().escape()).isEqualTo('`');
        assertThat(file.stages().get(0).from().statement().text()).isEqualTo("FROM scratch");
    }

    @Test
    void linesMayEndWithCarriageReturnAndLineFeed() {
        var file = parse("# escape=`\r\n\r\nFROM scratch\r\nRUN a `\r\n\r\n  b `  \r\n# c\r\n  c\r\nUSER me\r\n");

        assertThat(file.directives().escape()).isEqualTo('`');
        assertThat(file.instructions())
                .extracting(instruction -> instruction.statement().text())
                .containsExactly("FROM scratch", "RUN a   b   c", "USER me");
        assertThat(file.instructions().get(1).range()).isEqualTo(new SourceRange(4, 8));
    }

    @Test
    void documentsKeepTheirCarriageReturns() {
        var copy = only(Instruction.Copy.class, "COPY <<EOF /x\r\na\r\nb\r\nEOF\r\n");

        assertThat(copy.inlineSources().get(0).content()).isEqualTo("a\r\nb\r\n");
    }

    @Test
    void bytesThatAreNoUtf8AreKeptAsLoneSurrogates() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("FROM scratch\nCOPY <<EOF caf".getBytes(UTF_8));
        bytes.write(0xE9);
        bytes.writeBytes("\nü".getBytes(UTF_8));
        bytes.write(0xFF);
        bytes.write(0xC3);
        bytes.writeBytes("\nEOF\n".getBytes(UTF_8));

        var copy = (Instruction.Copy) Dockerfile.parse("Dockerfile", bytes.toByteArray())
                .instructions()
                .get(1);

        assertThat(copy.destination()).isEqualTo("caf\uDCE9");
        assertThat(copy.inlineSources().get(0).content()).isEqualTo("ü\uDCFF\uDCC3\n");
    }

    @Test
    void replacementCharactersOfTheTextItselfAreKept() {
        assertThat(only(Instruction.User.class, "USER \uFFFD").user()).isEqualTo("\uFFFD");
    }

    @Test
    void linesOf64KibibytesAreRefused() {
        String most = "RUN " + "x".repeat(65_531);

        assertThat(only(Instruction.Run.class, most).command())
                .asInstanceOf(type(CommandForm.Shell.class))
                .extracting(shell -> shell.line().length())
                .isEqualTo(65_531);
        assertThatThrownBy(() -> parse("FROM scratch\nUSER me\n" + most + "x\n"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("Dockerfile:3: the line is longer than 65535 bytes");
        assertThatThrownBy(() -> parse("FROM scratch\nRUN " + "é".repeat(32_766)))
                .hasMessageStartingWith("Dockerfile:2: the line is longer");
        assertThat(parse("FROM scratch\nRUN " + "é".repeat(32_765)).stages()).hasSize(1);
        assertThatThrownBy(() -> parse("FROM scratch\nRUN <<EOF\n" + "x".repeat(65_536) + "\nEOF\n"))
                .hasMessageStartingWith("Dockerfile:2: the line is longer");
    }

    @Test
    void instructionsMayBeLongerThanTheirLines() {
        var run = only(Instruction.Run.class, "RUN a" + " \\\n  && b".repeat(100_000) + "\n");

        assertThat(run.range()).isEqualTo(new SourceRange(2, 100_002));
    }

    @Test
    void stagesHoldTheirInstructions() {
        var file = parse("ARG A\nFROM x AS One\nRUN a\nRUN b\nFROM one\nFROM y\nUSER me\n");

        assertThat(file.globalArgs()).hasSize(1);
        assertThat(file.stages()).extracting(Stage::number).containsExactly(0, 1, 2);
        assertThat(file.stages()).extracting(Stage::name).containsExactly("one", null, null);
        assertThat(file.stages())
                .extracting(stage -> stage.instructions().size())
                .containsExactly(2, 0, 1);
        assertThat(file.instructions()).hasSize(7);
    }

    @Test
    void failuresShowTheLinesTheyAreAbout() {
        var file = parse("FROM scratch\n# comment\nRUN a \\\n  b\nUSER me\n");

        assertThat(file.failure(file.instructions().get(1).range(), "no luck", "Try again."))
                .hasMessage("""
                        Dockerfile:3: no luck
                          1 | FROM scratch
                          2 | # comment
                        > 3 | RUN a \\
                        > 4 |   b""")
                .extracting(BuildFailure::hint)
                .isEqualTo("Try again.");
    }

    @Test
    void failuresShowNoControlCharacters() {
        var file = parse("FROM scratch\nUSER a\u001b[31m\tb\r\n");

        assertThat(file.failure(new SourceRange(2, 2), "no", null).getMessage()).endsWith("> 2 | USER a\uFFFD[31m\tb");
    }

    @Test
    void scriptIsTheDocumentThatIsTheWholeCommand() {
        assertThat(only(Instruction.Run.class, "RUN <<-EOF\n\ta\n\t\tb\n\tEOF\n")
                        .script())
                .extracting(Heredoc::body)
                .isEqualTo("a\nb\n");
        assertThat(only(Instruction.Run.class, "RUN cat <<EOF\na\nEOF\n").script())
                .isNull();
        assertThat(only(Instruction.Run.class, "RUN <<EOF cat\na\nEOF\n").script())
                .isNull();
        assertThat(only(Instruction.Run.class, "RUN true\n").script()).isNull();
    }

    @Test
    void commandWithDocumentsIsWhatAShellReads() {
        var run = only(Instruction.Run.class, "RUN cat <<-A <<'B' > /x\n\ta\n\tA\nb\nB\n");

        assertThat(run.commandWithDocuments()).isEqualTo(new CommandForm.Shell("cat <<-A <<'B' > /x\n\ta\nA\nb\nB"));
    }

    @Test
    void triggersAreReadWhenTheyFire() {
        var file = parse("FROM scratch\n\nFROM base\n");
        var base = file.stages().get(1).from();

        var copy = (Instruction.Copy) Instruction.parseTrigger("COPY <<EOF /x\na\nEOF", file, base);

        assertThat(copy.inlineSources().get(0).content()).isEqualTo("a\n");
        assertThat(copy.range()).isEqualTo(new SourceRange(3, 3));
        assertThat(copy.statement().text()).isEqualTo("COPY <<EOF /x");
    }

    @Test
    void triggersThatAreNotOneInstructionAreRefused() {
        var file = parse("FROM scratch\n\nFROM base\n");
        var base = file.stages().get(1).from();

        for (var trigger : List.of("", "# nothing", "FROM x", "RUN a\nRUN b", "NOSUCH x", "COPY a", "RUN <<EOF\na")) {
            assertThatThrownBy(() -> Instruction.parseTrigger(trigger, file, base))
                    .as(trigger)
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageStartingWith("Dockerfile:3: the ONBUILD trigger")
                    .hasMessageContaining("> 3 | FROM base");
        }
    }

    @Test
    void arraysAndTriggersNestAsDeepAsTheyLikeWithoutHarm() {
        String deep = "\\\n[".repeat(100_000);

        assertThat(only(Instruction.Cmd.class, "CMD " + deep).command()).isInstanceOf(CommandForm.Shell.class);
        assertThatThrownBy(() -> parse("FROM scratch\nCMD " + "[".repeat(5_000) + "]".repeat(5_000)))
                .hasMessageContaining("not a string");
        assertThatThrownBy(() -> parse("FROM scratch\n" + "ONBUILD ".repeat(8_000)))
                .hasMessageContaining("cannot be a trigger");
    }

    @Test
    void tenMegabytesTakeLittleTime() {
        var text = new StringBuilder("FROM scratch\n");
        while (text.length() < 10_000_000) {
            text.append(
                    "RUN --mount=type=cache,target=/root/.m2 echo \"some words\" $HERE \\\n  && more <<EOF\nbody $x\nEOF\n");
            text.append("# comment\nENV A=1 B=\"two words\" C=a\\ b\nCOPY --from=x [\"a\", \"b\", \"/dest\"]\n");
        }
        var bytes = text.toString().getBytes(UTF_8);

        long before = cpuNanos();
        var file = Dockerfile.parse("Dockerfile", bytes);

        assertThat(file.instructions()).hasSizeGreaterThan(100_000);
        assertThat((cpuNanos() - before) / 1_000_000).as("milliseconds").isLessThan(5_000);
    }

    /** Not the clock's time: other builds may share the machine. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    @Timeout(60)
    void manyStagesAndLongChainsAreCheckedInBoundedTime() {
        var text = new StringBuilder("FROM scratch AS s0\n");
        for (int i = 1; i < 3_000; i++) {
            text.append("ENV V").append(i).append("=$V").append(i - 1).append('\n');
            if (i % 10 == 0) {
                text.append("FROM s")
                        .append(i / 10 - 1)
                        .append(" AS s")
                        .append(i / 10)
                        .append('\n');
            }
        }
        var report = Linter.check(parse(text.toString()), NoInputs.get());

        assertThat(report.error()).isFalse();
    }
}
