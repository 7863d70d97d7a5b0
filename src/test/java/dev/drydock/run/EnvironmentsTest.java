package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RUN in containers as build servers have them; see {@code src/environments/run}. */
@EnabledOnOs(OS.LINUX)
class EnvironmentsTest {

    private static final int NO_ENGINE = 77;

    @TempDir
    static Path directory;

    private static String classPath = "";

    /** Where ids are others than here, this user's home cannot be looked into: the program is in a place that all can read. */
    @BeforeAll
    static void copyClassPath() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> copies = new ArrayList<>();
        for (String each : SeparateBuild.classPath().split(File.pathSeparator)) {
            Path copy = directory.resolve("lib" + copies.size());
            copy(Path.of(each), copy);
            copies.add(copy.toString());
        }
        classPath = String.join(":", copies);
    }

    /** @param way how the log tells it is done */
    @ParameterizedTest
    @CsvSource({
        "docker, 'a copy of the root entered by chroot, which keeps little apart'",
        "kubernetes, 'a copy of the root entered by chroot, which keeps little apart'",
        "without-mknod, 'a copy of the root entered by chroot, which keeps little apart'",
        "unconfined, 'a user namespace of root, with overlayfs and the /proc of this machine'",
        "podman, 'a user namespace of root, with overlayfs and the /proc of this machine'",
        "host-users, 'a user namespace of root, with overlayfs and the /proc of this machine'",
        "no-ids, 'a user namespace of 4242 alone, with overlayfs and a supervisor that records owners'",
        "openshift-unconfined, 'a user namespace of 1000680000 alone, with overlayfs, the /proc of this machine and a"
                + " supervisor that records owners'",
    })
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void runWorksInTheWayExpected(String environment, String way) throws Exception {
        var all = lines(environment);
        // The engine may first tell that it stores the image of the environment.
        assertThat(all.stream().dropWhile(line -> !line.startsWith("RUN is executed")))
                .as(String.join("\n", all))
                .containsExactly("RUN is executed in " + way, "sh", "topmost", "piped", "1000:1001", "started");
        try (Stream<Path> left = Files.walk(directory.resolve(environment))) {
            assertThat(left.filter(path -> path.endsWith("tree"))).isEmpty();
        }
    }

    /** @param cure a part of the hint */
    @ParameterizedTest
    @CsvSource({
        "openshift, seccompProfile: {type: Unconfined}",
        "no-namespaces, sudo sysctl -w user.max_user_namespaces=15000",
    })
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void runIsRefusedWithTheCure(String environment, String cure) throws Exception {
        var lines = lines(environment);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("No process can be isolated here. Tried ");
        assertThat(lines.get(1)).contains(cure);
    }

    /** The lines that a build in the environment prints. */
    private static List<String> lines(String environment) throws Exception {
        Assumptions.assumeTrue(SandboxTest.isRoot(), "only root has engines");
        Assumptions.assumeTrue(Files.isExecutable(Busybox.PROGRAM), "no static busybox at " + Busybox.PROGRAM);
        Path volume = Files.createDirectory(directory.resolve(environment));
        Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
        var process = start(environment, volume);
        List<String> lines = process.inputReader().lines().toList();
        Assumptions.assumeFalse(
                process.waitFor() == NO_ENGINE, "NO CONTAINER ENGINE FOR THE ENVIRONMENT " + environment);
        return lines;
    }

    private static Process start(String environment, Path volume) throws Exception {
        var builder = new ProcessBuilder(
                Path.of("src/environments/run").toAbsolutePath().toString(),
                environment,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + volume,
                "-Dsecret=topmost",
                "-Dway=true",
                "-cp",
                classPath,
                SeparateBuild.class.getName(),
                volume.resolve("store").toString(),
                volume.toString(),
                "test -r /proc/self/status && echo sh; cat /secret; echo;"
                        + " echo piped | cat /dev/stdin; touch /f; chown 1000:1001 /f; stat -c %u:%g /f;"
                        + " (sleep 1000 &); echo started > /dev/null; echo started");
        builder.environment().put("VOLUME", volume.toString());
        builder.environment().put("SHOWN", classPath);
        return builder.directory(volume.toFile()).redirectErrorStream(true).start();
    }

    private static void copy(Path source, Path target) throws Exception {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : all.toList()) {
                Files.copy(each, target.resolve(source.relativize(each).toString()));
            }
        }
    }
}
