package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class StartAndStop {

    private StartAndStop() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1))
                .anyMatch(line -> line.startsWith("[INFO] Container started, ready after "))
                .anyMatch(line -> line.startsWith("[INFO] Container stopped with exit code 7"));
        assertThat(log.run(2))
                .anyMatch(line -> line.startsWith("[ERROR]")
                        && line.contains("The container ended with exit code 3 before it was ready, after printing:"))
                .anyMatch(line -> line.contains("not today"));
        assertThat(Files.readString(project.resolve("target/drydock/container.log")))
                .isEqualTo("not today\n");
    }
}
