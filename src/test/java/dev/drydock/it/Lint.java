package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class Lint {

    private Lint() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        for (int run = 1; run <= 3; run++) {
            assertThat(log.run(run))
                    .anyMatch(
                            line -> line.startsWith("[WARNING] Dockerfile:1: ") && line.endsWith(" (StageNameCasing)"));
        }
        assertThat(log.run(1)).contains("[INFO] Dockerfile: 1 warning");
        assertThat(BuiltImage.in(project).file("pom.xml")).isNotNull();
        assertThat(log.run(3)).anyMatch(line -> line.contains("# check=skip=RuleName") && line.startsWith("[ERROR]"));
    }
}
