package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

public final class MavenVersions {

    private MavenVersions() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        String digest = BuiltImage.in(project).digest().toString();
        for (int run = 1; run <= 4; run++) {
            List<String> lines = log.run(run);
            assertThat(lines).anyMatch(line -> line.startsWith("[INFO] Built maven-versions:1.0  " + digest));
            assertThat(lines).noneMatch(line -> line.startsWith("[WARNING]") && line.contains("drydock"));
        }
    }
}
