package dev.drydock.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.failure.BuildFailure;
import dev.drydock.java.runtime.ElfFile;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.container.Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ForeignProgramTest {

    private static final byte[] HEADER = new byte[ProgramHeader.LENGTH];

    private final ForeignProgram program = new ForeignProgram("/bin/sh", "loong64", HEADER);

    @Test
    void aMachineWithoutEmulatorIsToldWhatToInstall() {
        BuildFailure failure = program.failure(false, null, "");
        assertThat(failure)
                .hasMessageStartingWith("'/bin/sh' is a program for loong64, but this machine is ")
                .hasMessageEndingWith(", and no emulator is registered with its kernel (binfmt_misc)");
        assertThat(failure.hint())
                .startsWith("Install one: apt-get install qemu-user-static")
                .contains("--install loong64")
                .contains("$BUILDPLATFORM");
    }

    @Test
    void anEmulatorThatImagesLackIsToldHowToRegister() {
        BuildFailure failure = program.failure(true, null, "");
        assertThat(failure).hasMessageContaining("cannot be found inside an image");
        assertThat(failure.hint()).startsWith("Register it with the flag F");
    }

    @Test
    void anEmulatorThatTheKernelKeepsForTheMachineIsNamed() {
        var emulator = new Emulator("qemu-loongarch64", "/usr/bin/qemu-loongarch64-static", HEADER);
        BuildFailure failure = program.failure(false, emulator, "mount binfmt_misc: EPERM");
        assertThat(failure)
                .hasMessageEndingWith("; /usr/bin/qemu-loongarch64-static cannot be registered for this step alone"
                        + " (mount binfmt_misc: EPERM)");
        assertThat(failure.hint()).startsWith("Linux 6.7 or newer lets a build have an emulator of its own.");
    }

    @Test
    void aChrootCannotHaveOneOfItsOwn() throws Exception {
        assertThat(program.emulator(SandboxMode.CHROOT)).isNull();
    }

    @Test
    void emulatorsNeedNoOtherFiles() throws Exception {
        Path emulator = Path.of("/usr/bin/qemu-aarch64-static");
        Assumptions.assumeTrue(Files.exists(emulator), "there is no " + emulator);
        assertThat(ElfFile.isStaticProgram(emulator)).isTrue();
        assertThat(ElfFile.isStaticProgram(Path.of("/bin/sh"))).isFalse();
        assertThat(ElfFile.isStaticProgram(Path.of("/etc/passwd"))).isFalse();
    }
}
