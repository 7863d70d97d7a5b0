package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

public final class Parallel {

    private Parallel() {}

    public static void verify(Path project) throws IOException {
        List<String> log = InvokerLog.of(project).run(1);
        assertThat(log).noneMatch(line -> line.startsWith("[WARNING]"));
        for (String module : List.of("one", "two", "three", "four")) {
            assertThat(BuiltImage.in(project.resolve(module)).layers()).isEqualTo(2);
            assertThat(log)
                    .anyMatch(line -> line.startsWith("[INFO] " + module + ": [1/2] COPY Dockerfile pom.xml /"))
                    .anyMatch(line -> line.startsWith("[INFO] " + module + ": Built " + module + ":1.0  sha256:"));
        }
    }
}
