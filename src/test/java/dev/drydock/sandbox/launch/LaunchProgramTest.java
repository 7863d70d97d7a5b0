package dev.drydock.sandbox.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.Errno;
import dev.drydock.sandbox.kernel.SystemCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs are made and run; those of the other architecture through qemu's user mode where it is installed. */
class LaunchProgramTest {

    private static final Path QEMU = Path.of("/usr/bin/qemu-aarch64-static");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void callsAreMadeInOrderWithTheirArguments(Architecture architecture) throws Exception {
        var run = run(architecture, program -> {
            program.call("say", SystemCall.WRITE, 1, bytes("one "), 4);
            program.call("say", SystemCall.WRITE, 1, bytes("two"), 3);
            program.exit(42);
        });
        assertThat(run.output()).isEqualTo("one two");
        assertThat(run.status()).isEqualTo(42);
    }

    @ParameterizedTest
    @EnumSource
    void allSixArgumentsArrive(Architecture architecture) throws Exception {
        // prctl(PR_GET_NAME…) takes few; pipe + copy through memory shows loads and stores, mknodat with bad flags the
        // order.
        var run = run(architecture, program -> {
            var descriptor = program.callForResult("open", SystemCall.OPENAT, -100, bytes("/dev/null"), 1, 0);
            program.call("duplicate", SystemCall.DUP3, descriptor.content(), 9, 0);
            program.call("write", SystemCall.WRITE, 9, bytes("x"), 1);
            program.call(
                    "copy with flags that do not exist",
                    SystemCall.COPY_FILE_RANGE,
                    0,
                    0,
                    1,
                    0,
                    1,
                    0x7000_0000_0000_1L);
            program.exit(0);
        });
        assertThat(run.status()).isEqualTo(LaunchProgram.FAILED);
        assertThat(run.failure()).startsWith("copy with flags that do not exist: ");
    }

    @ParameterizedTest
    @EnumSource
    void aFailedCallIsReportedWithItsStepAndError(Architecture architecture) throws Exception {
        var run = run(architecture, program -> {
            program.attempt(SystemCall.CHDIR, bytes("/no/such/directory"));
            program.call("enter the root", SystemCall.CHDIR, bytes("/"));
            program.call("enter the directory", SystemCall.CHDIR, bytes("/no/such/directory"));
            program.exit(0);
        });
        assertThat(run.status()).isEqualTo(LaunchProgram.FAILED);
        assertThat(run.failure()).isEqualTo("enter the directory: " + Errno.describe(Errno.ENOENT));
    }

    @ParameterizedTest
    @EnumSource
    void alternativesAreTakenOnlyAfterAFailure(Architecture architecture) throws Exception {
        var run = run(architecture, program -> {
            program.callOr(
                    () -> program.call("say", SystemCall.WRITE, 1, bytes("A"), 1),
                    SystemCall.CHDIR,
                    bytes("/no/such/directory"));
            program.callOr(() -> program.call("say", SystemCall.WRITE, 1, bytes("B"), 1), SystemCall.CHDIR, bytes("/"));
            program.exit(0);
        });
        assertThat(run.output()).isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource
    void theParentEndsAsItsChild(Architecture architecture) throws Exception {
        for (int status : List.of(0, 1, 127, 255)) {
            assertThat(runForked(architecture, child -> child.exit(status))).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignalledChildCountsAs128AndTheSignal(Architecture architecture) throws Exception {
        for (int signal : List.of(9, 15)) {
            int status = runForked(
                    architecture,
                    child -> child.execute(
                            "shell",
                            bytes("/bin/sh"),
                            List.of(bytes("sh"), bytes("-c"), bytes("kill -" + signal + " $$")),
                            List.of()));
            assertThat(status).isEqualTo(128 + signal);
        }
    }

    @ParameterizedTest
    @EnumSource
    void execPassesArgumentsAndEnvironment(Architecture architecture) throws Exception {
        var run = run(
                architecture,
                program -> program.execute(
                        "shell",
                        bytes("/bin/sh"),
                        List.of(bytes("sh"), bytes("-c"), bytes("echo \"$1 $WORD\""), bytes("sh"), bytes("hällo")),
                        List.of(bytes("WORD=wörld"))));
        assertThat(run.output()).isEqualTo("hällo wörld\n");
    }

    @ParameterizedTest
    @EnumSource
    void aProgramGoesOnWhenTold(Architecture architecture) throws Exception {
        Consumer<LaunchProgram> program = p -> {
            p.awaitByte("wait", 0);
            p.call("say", SystemCall.WRITE, 1, bytes("gone on"), 7);
            p.exit(3);
        };
        assertThat(run(architecture, program, "g").output()).isEqualTo("gone on");
        var ended = run(architecture, program, "");
        assertThat(ended.output()).isEmpty();
        assertThat(ended.status()).isZero();
    }

    private int runForked(Architecture architecture, Consumer<LaunchProgram> child) throws Exception {
        return run(architecture, program -> {
                    var pid = program.fork("fork", 0, () -> child.accept(program));
                    program.exitAs(pid);
                })
                .status();
    }

    private record Run(int status, String output, String failure) {}

    private Run run(Architecture architecture, Consumer<LaunchProgram> content) throws Exception {
        return run(architecture, content, "");
    }

    private Run run(Architecture architecture, Consumer<LaunchProgram> content, String input) throws Exception {
        var program = new LaunchProgram(architecture, 2);
        content.accept(program);
        var process = new ProcessBuilder(command(architecture, program)).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        byte[] report = process.getErrorStream().readAllBytes();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        String failure = report.length == LaunchFailure.RECORD_SIZE
                ? LaunchFailure.read(report, program.steps()).toString()
                : new String(report, StandardCharsets.UTF_8);
        return new Run(process.exitValue(), output, failure);
    }

    private List<String> command(Architecture architecture, LaunchProgram program) throws IOException {
        Path file = Files.write(directory.resolve("program"), program.toExecutable());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        var command = new ArrayList<String>();
        if (architecture != Architecture.current().orElseThrow()) {
            assumeTrue(
                    architecture == Architecture.ARM64 && Files.isExecutable(QEMU),
                    "no qemu here to run programs of " + architecture);
            command.add(QEMU.toString());
        }
        command.add(file.toString());
        return command;
    }

    private static byte[] bytes(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
