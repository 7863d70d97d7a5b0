package dev.drydock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.doctor.Finding.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        ", , MACHINE",
        ".dockerenv, , CONTAINER",
        "run/.containerenv, , CONTAINER",
        ", container, CONTAINER",
        ".dockerenv, KUBERNETES_SERVICE_HOST, POD",
        "var/run/secrets/kubernetes.io, , POD"
    })
    void whatMavenRunsInIsToldByTheMarksOfEngines(String file, String variable, Housing expected) throws IOException {
        if (file != null) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.createFile(directory.resolve(file));
        }
        assertThat(Housing.of(variable == null ? Map.of() : Map.of(variable, "x"), directory))
                .isEqualTo(expected);
    }

    @Test
    void aStoreThatCannotBeMadeIsBad() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(StoreCheck.section(file.resolve("store")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(State.BAD);
                    assertThat(finding.text())
                            .contains("store cannot be written to: ")
                            .doesNotContain("Exception");
                    assertThat(finding.cure()).contains("drydock.cacheDirectory");
                });
    }

    @Test
    void aStoreIsToldWithItsFileSystemAndIsLeftAsItWas() {
        Path store = directory.resolve("store");
        assertThat(StoreCheck.section(store).findings())
                .extracting(Finding::state)
                .startsWith(State.GOOD);
        assertThat(store).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"2147483648, GOOD", "2147483647, BAD", "0, BAD"})
    void littleRoomIsBad(long free, State expected) {
        assertThat(StoreCheck.room(free).state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "qemu-aarch64, amd64, GOOD, arm64",
        "qemu-x86_64, amd64, MISSING, arm64",
        "qemu-x86_64, aarch64, GOOD, amd64"
    })
    void anEmulatorIsLookedForAmongThoseOfTheKernel(String registered, String here, State expected, String other)
            throws IOException {
        Files.createFile(directory.resolve(registered));
        Finding finding = MachineCheck.emulator(directory, directory.resolve("none"), here, "6.18.4");
        assertThat(finding.state()).isEqualTo(expected);
        assertThat(finding.text()).contains(other);
    }

    @ParameterizedTest
    @CsvSource({
        "6.7.0, GOOD, which a RUN that needs it has to itself",
        "6.18.4-custom, GOOD, qemu-aarch64-static",
        "10.0, GOOD, arm64",
        "6.6.9, MISSING, Linux 6.6.9 does not let a RUN have an emulator to itself",
        "5.10.0-9-amd64, MISSING, is not registered",
        "odd, MISSING, is not registered"
    })
    void anEmulatorThatIsInstalledWillDoWhereTheKernelKeepsThemForUserNamespaces(
            String kernel, State expected, String words) throws IOException {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Path emulator = Files.createFile(programs.resolve("qemu-aarch64-static"));
        assertThat(emulator.toFile().setExecutable(true)).isTrue();
        Finding finding = MachineCheck.emulator(directory, programs, "amd64", kernel);
        assertThat(finding.state()).isEqualTo(expected);
        assertThat(finding.text()).contains(words);
    }
}
