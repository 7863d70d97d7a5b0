package dev.drydock.inventory.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A database that rpm made: of many packages, one with a text of many pages, one with an epoch and of another architecture. */
public final class MadeRpmDatabase {

    private final Path folder;

    /** @param folder for it and for what it is made of */
    public MadeRpmDatabase(Path folder) {
        this.folder = folder;
    }

    /** The packages as rpm itself lists them, by a format of its own. */
    String query(String format) throws Exception {
        return run("rpm", "--dbpath", folder.resolve("db").toString(), "-qa", "--qf", format);
    }

    private String run(String... command) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    /** @return {@code rpmdb.sqlite} */
    public byte[] sqlite() throws Exception {
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
        Path file = Files.writeString(folder.resolve("x.spec"), spec);
        run("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + folder.resolve("build"), file.toString());
        Path database = Files.createDirectories(folder.resolve("db"));
        try (var packages = Files.list(folder.resolve("build/RPMS/noarch"))) {
            String[] command = {
                "rpm", "--dbpath", database.toString(), "--define", "_db_backend sqlite", "--justdb", "--nodeps", "-i"
            };
            String[] files = packages.map(Path::toString).sorted().toArray(String[]::new);
            String[] all = Arrays.copyOf(command, command.length + files.length);
            System.arraycopy(files, 0, all, command.length, files.length);
            run(all);
        }
        return Files.readAllBytes(database.resolve("rpmdb.sqlite"));
    }
}
