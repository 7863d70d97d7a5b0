package dev.drydock.inventory.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmDatabaseTest {

    @TempDir
    Path temp;

    private String run(String... command) throws Exception {
        Path output = temp.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** A database that rpm made: of many packages, one with a text of many pages, one with an epoch and of another architecture. */
    private byte[] database() throws Exception {
        for (String program : List.of("rpm", "rpmbuild")) {
            assumeTrue(
                    Files.isExecutable(Path.of("/usr/bin", program)),
                    "rpm is not installed, so that no database of RPM packages can be made");
        }
        var spec = new StringBuilder(
                "Name: main\nVersion: 1.2\nRelease: 3\nEpoch: 2\nSummary: s\nLicense: MIT AND ISC\nBuildArch: noarch\n%description\n");
        spec.append("long text. ".repeat(20_000)).append("\n%files\n");
        for (int i = 0; i < 150; i++) {
            spec.append("%package -n sub")
                    .append(i)
                    .append("\nSummary: s\nEpoch: 0\n%description -n sub")
                    .append(i);
            spec.append("\nx\n%files -n sub").append(i).append("\n");
        }
        Path file = Files.writeString(temp.resolve("x.spec"), spec);
        run("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + temp.resolve("build"), file.toString());
        Path folder = Files.createDirectories(temp.resolve("db"));
        try (var packages = Files.list(temp.resolve("build/RPMS/noarch"))) {
            String[] command = {
                "rpm", "--dbpath", folder.toString(), "--define", "_db_backend sqlite", "--justdb", "--nodeps", "-i"
            };
            String[] files = packages.map(Path::toString).sorted().toArray(String[]::new);
            String[] all = Arrays.copyOf(command, command.length + files.length);
            System.arraycopy(files, 0, all, command.length, files.length);
            run(all);
        }
        return Files.readAllBytes(folder.resolve("rpmdb.sqlite"));
    }

    @Test
    void aDatabaseListsWhatRpmListsFromIt() throws Exception {
        byte[] database = database();
        String listed = run(
                "rpm",
                "--dbpath",
                temp.resolve("db").toString(),
                "-qa",
                "--qf",
                "%{NAME} %{EPOCH} %{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{LICENSE}\n");
        assertThat(RpmDatabase.readSqlite(database))
                .hasSize(151)
                .extracting(each -> String.join(
                        " ",
                        each.name(),
                        each.epoch(),
                        each.version(),
                        each.architecture(),
                        each.source(),
                        String.join("", each.licences())))
                .containsExactlyInAnyOrder(listed.split("\n"));
        SystemPackage main = RpmDatabase.readSqlite(database).stream()
                .filter(each -> each.name().equals("main"))
                .findFirst()
                .orElseThrow();
        assertThat(main.on(new OperatingSystem("rhel", "9.4", "RHEL")).purl())
                .isEqualTo("pkg:rpm/redhat/main@1.2-3?arch=noarch&distro=rhel-9.4&epoch=2&upstream=main-1.2-3.src.rpm");
    }

    @Test
    void aDamagedDatabaseIsAFailureInWordsAndNeverAnotherOne() throws Exception {
        byte[] whole = database();
        var random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged =
                    random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int hits = random.nextInt(30); hits >= 0 && damaged.length > 0; hits--) {
                // most of the time where pages begin, with their numbers
                int at = random.nextInt(damaged.length);
                damaged[random.nextBoolean() ? at : at & ~0xFFF | at & 0x1F] = (byte) random.nextInt();
            }
            try {
                RpmDatabase.readSqlite(damaged);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("[a-z].*");
            }
        }
    }

    @Test
    void anotherFileIsNoDatabase() {
        assertThatThrownBy(() -> RpmDatabase.readSqlite(new byte[5000])).hasMessage("it is no SQLite database");
        assertThatThrownBy(() -> RpmDatabase.readSqlite(new byte[0])).hasMessage("it is no SQLite database");
    }

    @Test
    void imagesWithoutRpmCarryAList() throws Exception {
        byte[] list =
                "filesystem\t1.1-9.cm2\t1654\t1653\tMicrosoft\t(none)\t7\tx86_64\t0\tfilesystem-1.1-9.cm2.src.rpm\n"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(RpmDatabase.readManifest(list))
                .extracting(each -> each.name() + " " + each.version() + " " + each.epoch() + " " + each.architecture()
                        + " " + each.source())
                .containsExactly("filesystem 1.1-9.cm2  x86_64 filesystem-1.1-9.cm2.src.rpm");
        assertThatThrownBy(() -> RpmDatabase.readManifest("a\tb\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("a line of it has 2 fields instead of 10");
    }
}
