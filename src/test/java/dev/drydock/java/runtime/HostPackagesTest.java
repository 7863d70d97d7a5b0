package dev.drydock.java.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.inventory.system.DpkgStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPackagesTest {

    @TempDir
    Path root;

    private Path memory;

    @BeforeEach
    void write() throws Exception {
        memory = root.resolve("memory");
        Path lists = Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.writeString(lists.resolve("libc6:amd64.list"), "/.\n/lib\n/lib/x86_64-linux-gnu/libc.so.6\n");
        Files.writeString(lists.resolve("zlib1g:amd64.list"), "/.\n/usr/lib/x86_64-linux-gnu/libz.so.1.2.13\n");
        Files.writeString(lists.resolve("bash.list"), "/.\n/bin/bash\n");
        Files.writeString(
                root.resolve("var/lib/dpkg/status"),
                "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc\nVersion: 2.36-9\n"
                        + "Depends: libgcc-s1\nConffiles:\n /etc/x 1\nDescription: GNU C Library\n more\n\n"
                        + "Package: libc6\nStatus: install ok installed\nArchitecture: i386\nVersion: 2.36-9\n\n"
                        + "Package: zlib1g\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.2.13\n\n"
                        + "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5\n");
    }

    private Map<String, String> of(String... files) throws Exception {
        return new HostPackages(root).of(List.of(files), memory);
    }

    @Test
    void aFileIsOwnedUnderItsNameWithAndWithoutUsr() throws Exception {
        assertThat(of("/usr/lib/x86_64-linux-gnu/libc.so.6", "/lib/x86_64-linux-gnu/libz.so.1.2.13"))
                .containsOnlyKeys("libc6", "zlib1g")
                .containsEntry(
                        "libc6",
                        "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nSource: glibc\nVersion: 2.36-9\n");
    }

    @Test
    void scannersReadWhatIsWritten() throws Exception {
        String entry = of("/lib/x86_64-linux-gnu/libc.so.6").getOrDefault("libc6", "");
        assertThat(DpkgStatus.read(entry.getBytes(StandardCharsets.UTF_8)))
                .extracting(each -> each.name() + " " + each.version() + " " + each.source())
                .containsExactly("libc6 2.36-9 glibc");
    }

    @Test
    void theAnswerIsKeptUntilTheDatabaseOrTheFilesChange() throws Exception {
        Map<String, String> first = of("/bin/bash");
        Files.delete(root.resolve("var/lib/dpkg/info/bash.list"));
        assertThat(of("/bin/bash")).isEqualTo(first).containsOnlyKeys("bash");
        assertThat(of("/bin/bash", "/lib/x86_64-linux-gnu/libc.so.6")).containsOnlyKeys("libc6");
        Files.writeString(root.resolve("var/lib/dpkg/status"), "Package: libc6\nArchitecture: amd64\nVersion: 3\n");
        assertThat(of("/lib/x86_64-linux-gnu/libc.so.6").get("libc6")).contains("Version: 3");
    }

    @Test
    void withoutDpkgNothingIsFound() throws Exception {
        Files.delete(root.resolve("var/lib/dpkg/status"));
        assertThat(of("/bin/bash")).isEmpty();
        assertThat(memory).doesNotExist();
    }
}
