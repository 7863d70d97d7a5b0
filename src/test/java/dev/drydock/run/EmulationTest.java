package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerFile;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.SystemCall;
import dev.drydock.sandbox.launch.LaunchProgram;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of another processor, which an emulator of this machine executes that is registered for their container alone. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmulationTest extends SandboxTest {

    private static final Path HANDLERS = Path.of("/proc/sys/fs/binfmt_misc");

    private List<LayerFile> layers;

    @BeforeAll
    void makePrograms() throws Exception {
        Assumptions.assumeTrue(MODE != SandboxMode.CHROOT, "a chroot has no emulator of its own");
        var other =
                Architecture.current().orElseThrow() == Architecture.AMD64 ? Architecture.ARM64 : Architecture.AMD64;
        Path emulator =
                Path.of(other == Architecture.ARM64 ? "/usr/bin/qemu-aarch64-static" : "/usr/bin/qemu-x86_64-static");
        Assumptions.assumeTrue(Files.isExecutable(emulator), "there is no " + emulator);
        byte[] program = greeting(other, 3);
        byte[] good = greeting(other, 0);
        byte[] script = "#!/hello with words\n".getBytes(StandardCharsets.UTF_8);
        layers = onBase(layer -> {
            layer.add(file("hello", 0755, program), new ByteArrayInputStream(program));
            layer.add(file("greet", 0755, good), new ByteArrayInputStream(good));
            layer.add(file("script", 0755, script), new ByteArrayInputStream(script));
        });
        try {
            new Run().layers(layers).argv("/hello").go();
        } catch (BuildFailure e) {
            Assumptions.assumeFalse(
                    String.valueOf(e.getMessage()).contains("cannot be registered for this step alone"),
                    e.getMessage());
            throw e;
        }
    }

    private static TarEntry file(String name, int mode, byte[] content) {
        return TarEntry.file(name, mode, 0, 0, content.length, Busybox.OLD);
    }

    /** Says hello and makes the directory /made of mode 0700. */
    private static byte[] greeting(Architecture architecture, int exitCode) {
        var program = new LaunchProgram(architecture, 2);
        program.call("greet", SystemCall.WRITE, 1, "hello\n".getBytes(StandardCharsets.UTF_8), 6);
        program.attempt(SystemCall.MKDIRAT, -100, "/made\0".getBytes(StandardCharsets.UTF_8), 0700);
        program.exit(exitCode);
        return program.toExecutable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/script"})
    void aProgramOfAnotherProcessorIsEmulated(String program) throws Exception {
        var outcome = new Run().layers(layers).argv(program).go();
        assertThat(outcome.text()).isEqualTo("hello");
        assertThat(outcome.exitCode()).isEqualTo(3);
    }

    @Test
    void itIsEmulatedForAnyUserInAnyNetworkAndWithAllRights() throws Exception {
        assertThat(new Run()
                        .layers(layers)
                        .argv("/hello")
                        .user("1000:1000")
                        .go()
                        .text())
                .isEqualTo("hello");
        assertThat(new Run().layers(layers).argv("/hello").withoutNetwork().go().text())
                .isEqualTo("hello");
        assertThat(new Run().layers(layers).argv("/hello").privileged().go().text())
                .isEqualTo("hello");
    }

    @Test
    void itsChangesAreInTheLayerAndNothingElseIs() throws Exception {
        var outcome = new Run().layers(layers).argv("/greet").go();
        assertThat(outcome.text()).isEqualTo("hello");
        assertThat(outcome.entries().keySet()).containsExactly("made");
        assertThat(outcome.entry("made").mode()).isEqualTo(0700);
    }

    @Test
    void theMachineKnowsNothingOfIt() throws Exception {
        Set<String> before = handlers();
        new Run().layers(layers).argv("/hello").go();
        assertThat(handlers()).isEqualTo(before);
    }

    private static Set<String> handlers() throws Exception {
        try (var files = Files.list(HANDLERS)) {
            return new TreeSet<>(files.map(Path::toString).toList());
        }
    }

    @Test
    void aChrootHasOnlyTheEmulatorsOfTheMachine() throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root can have a chroot");
        Assumptions.assumeTrue(
                handlers().stream().noneMatch(handler -> handler.contains("qemu-")),
                "this machine emulates processors");
        try (var chroot = WorkerRunEngine.open(new RunEngineOptions(store(), SandboxMode.CHROOT, choice -> {}))) {
            assertThatThrownBy(() -> new Run().layers(layers).argv("/hello").go(chroot))
                    .isInstanceOfSatisfying(
                            BuildFailure.class,
                            failure -> assertThat(failure)
                                    .hasMessageContaining("is a program for")
                                    .hasMessageContaining("no emulator is registered"));
        }
    }
}
