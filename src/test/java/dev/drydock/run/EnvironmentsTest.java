package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
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

    /** @param way how the log tells it is done */
    @ParameterizedTest
    @CsvSource({
        "docker, 'a copy of the root entered by chroot, which keeps little apart'",
        "kubernetes, 'a copy of the root entered by chroot, which keeps little apart'",
        "without-mknod, 'a copy of the root entered by chroot, which keeps little apart'",
        "unconfined, 'a user namespace of root, with overlayfs and the /proc of this machine'",
        "podman, 'a user namespace of root, with overlayfs and the /proc of this machine'",
        "host-users, 'a user namespace of root, with overlayfs and the /proc of this machine'",
    })
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void runWorksInTheWayExpected(String environment, String way) throws Exception {
        Assumptions.assumeTrue(SandboxTest.isRoot(), "only root has engines");
        Assumptions.assumeTrue(Files.isExecutable(Busybox.PROGRAM), "no static busybox at " + Busybox.PROGRAM);
        Path volume = Files.createDirectory(directory.resolve(environment));
        Files.setPosixFilePermissions(volume, PosixFilePermissions.fromString("rwxrwxrwx"));
        var process = start(environment, volume);
        // The engine may first tell that it stores the image of the environment.
        List<String> lines = process.inputReader()
                .lines()
                .dropWhile(line -> !line.startsWith("RUN is executed"))
                .toList();
        int status = process.waitFor();
        Assumptions.assumeFalse(status == NO_ENGINE, "NO CONTAINER ENGINE FOR THE ENVIRONMENT " + environment);
        assertThat(lines)
                .containsExactly("RUN is executed in " + way, "sh", "topmost", "piped", "1000:1001", "started");
        assertThat(status).isZero();
        try (Stream<Path> left = Files.walk(volume)) {
            assertThat(left.filter(path -> path.endsWith("tree"))).isEmpty();
        }
    }

    private static Process start(String environment, Path volume) throws Exception {
        // Where ids are others than here, this user's home cannot be looked into: the program is in the volume.
        var classPath = new StringBuilder();
        for (String each : SeparateBuild.classPath().split(File.pathSeparator)) {
            Path source = Path.of(each);
            Path copy = volume.resolve("lib" + classPath.length());
            copy(source, copy);
            classPath.append(classPath.isEmpty() ? "" : ":").append("/cache/").append(copy.getFileName());
        }
        var builder = new ProcessBuilder(
                Path.of("src/environments/run").toAbsolutePath().toString(),
                environment,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=/cache",
                "-Dsecret=topmost",
                "-Dway=true",
                "-cp",
                classPath.toString(),
                SeparateBuild.class.getName(),
                "/cache/store",
                "/cache",
                "test -r /proc/self/status && echo sh; cat /secret; echo;"
                        + " echo piped | cat /dev/stdin; touch /f; chown 1000:1001 /f; stat -c %u:%g /f;"
                        + " (sleep 1000 &); echo started > /dev/null; echo started");
        builder.environment().put("VOLUME", volume.toString());
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
