package dev.drydock.run.worker;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.java.runtime.ElfFile;
import dev.drydock.process.SearchPath;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.sandbox.container.ContainerRefusal;
import dev.drydock.sandbox.container.ContainerSpec;
import dev.drydock.sandbox.container.Emulator;
import dev.drydock.sandbox.kernel.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program of another processor, which the kernel did not take: it hands such programs to an emulator, if one is registered with
 * it. Where it lets a user namespace have emulators of its own, one that is merely installed will do.
 *
 * @param name as the user gave it
 * @param architecture as platforms name it
 * @param header its first bytes
 */
record ForeignProgram(String name, String architecture, byte[] header) {

    /** QEMU's names of processors that platforms name otherwise. */
    private static final Map<String, String> QEMU = Map.of(
            "amd64", "x86_64",
            "arm64", "aarch64",
            "386", "i386",
            "mips64le", "mips64el",
            "mipsle", "mipsel",
            "loong64", "loongarch64");

    /** Where packages put them, whatever a worker's PATH says. */
    private static final Map<String, String> PLACES =
            Map.of("PATH", "/usr/bin:/usr/local/bin:/usr/libexec/qemu-binfmt");

    private static final int LARGEST_FIRST_LINE = 256;

    /** The program of a container, or the one that reads it if it is a script; null if the kernel's refusal has another reason. */
    static @Nullable ForeignProgram of(ContainerRefusal refusal, ContainerSpec spec, ContainerRoot root)
            throws IOException {
        if (!refusal.isAboutProgram() || refusal.errno() != Errno.ENOEXEC && refusal.errno() != Errno.ENOENT) {
            return null;
        }
        Path program = Path.of(root.outside(root.resolve(spec.command().program())));
        String reader = reader(program);
        Path executed = reader.isEmpty() ? program : Path.of(root.outside(root.resolve(reader)));
        if (!Files.isRegularFile(executed)) {
            return null;
        }
        byte[] header = ProgramHeader.read(executed);
        String architecture = ProgramHeader.foreignArchitecture(header);
        return architecture == null
                ? null
                : new ForeignProgram(spec.command().argv().get(0), architecture, header);
    }

    /** The program a script names in its first line; "" for what is no script. */
    private static String reader(Path program) throws IOException {
        try (var in = Files.newInputStream(program)) {
            String first = new String(in.readNBytes(LARGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            return first.startsWith("#!") ? first.substring(2).strip().split("\\s+", 2)[0] : "";
        }
    }

    /** One installed on this machine that a container can have for itself; null if there is none, or none would help. */
    @Nullable
    Emulator emulator(SandboxMode mode) throws IOException {
        if (mode == SandboxMode.CHROOT) {
            return null;
        }
        String cpu = QEMU.getOrDefault(architecture, architecture);
        for (String file : List.of("qemu-" + cpu + "-static", "qemu-" + cpu)) {
            Optional<Path> found = SearchPath.find(file, PLACES);
            if (found.isPresent() && ElfFile.isStaticProgram(found.get())) {
                return new Emulator("qemu-" + cpu, found.get().toString(), header);
            }
        }
        return null;
    }

    /**
     * @param registered whether the machine has an emulator registered which cannot be found inside an image
     * @param installed one that could not be registered for a container alone; null if there is none
     * @param why it could not; "" if it was not tried
     */
    BuildFailure failure(boolean registered, @Nullable Emulator installed, String why) {
        String message = "'" + name + "' is a program for " + architecture + ", but this machine is "
                + Platform.current().architecture() + ", and "
                + (registered
                        ? "the emulator registered with its kernel (binfmt_misc) cannot be found inside an image"
                        : "no emulator is registered with its kernel (binfmt_misc)");
        String cure;
        if (installed != null) {
            message += "; " + installed.interpreter() + " cannot be registered for this step alone (" + why + ")";
            cure =
                    "Linux 6.7 or newer lets a build have an emulator of its own. Register one for the whole machine: sudo"
                            + " systemctl restart systemd-binfmt, or docker run --privileged --rm tonistiigi/binfmt --install "
                            + architecture + ".";
        } else if (registered) {
            cure = "Register it with the flag F, as the package qemu-user-static of Debian and Fedora does.";
        } else {
            cure = "Install one: apt-get install qemu-user-static, dnf install qemu-user-static, or"
                    + " docker run --privileged --rm tonistiigi/binfmt --install " + architecture + ".";
        }
        return BuildFailure.ofBuild(
                message,
                cure + " A stage that begins with FROM --platform=$BUILDPLATFORM needs none and can compile for"
                        + " $TARGETARCH.");
    }
}
