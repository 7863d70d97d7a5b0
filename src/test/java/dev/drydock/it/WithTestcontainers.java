package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** With the engine that {@code drydock:load} chooses by itself: the socket of docker or podman that this machine has. */
public final class WithTestcontainers {

    private WithTestcontainers() {}

    /** Whether docker starts a container on the machine's network here. Says so where it does not. */
    public static boolean isPossible() throws IOException, InterruptedException {
        Optional<Path> busybox = busybox();
        String missing = busybox.isEmpty() ? "a busybox is needed" : starts(busybox.get());
        if (!missing.isEmpty()) {
            System.out.println("[WARNING] PROJECT testcontainers SKIPPED: " + missing);
        }
        return missing.isEmpty();
    }

    /** @return what is wrong, "" if nothing is */
    private static String starts(Path busybox) throws IOException, InterruptedException {
        String trial =
                "tar -h -C '" + busybox.getParent() + "' -c busybox | docker import - drydock-trial:1 > /dev/null"
                        + " && docker run --rm --network=host drydock-trial:1 /busybox true";
        Process process =
                new ProcessBuilder("sh", "-c", trial).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
                ? ""
                : "docker starts no container: " + said.lines().findFirst().orElse("");
    }

    public static void setup(Path project) throws IOException {
        Files.createDirectories(project.resolve("target"));
        Files.copy(busybox().orElseThrow(), project.resolve("target/busybox"));
    }

    public static void verify(Path project) throws IOException {
        assertThat(InvokerLog.of(project).run(1))
                .anyMatch(line -> line.startsWith("[INFO] Loaded it.example/testcontainers:1"))
                .anyMatch(line -> line.contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"));
    }

    private static Optional<Path> busybox() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "busybox"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
