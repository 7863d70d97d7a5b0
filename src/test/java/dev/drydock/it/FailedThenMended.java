package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class FailedThenMended {

    private FailedThenMended() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1)).contains("COPY root/ /", "RUN echo first > /first");
        assertThat(log.run(1))
                .anyMatch(line -> line.startsWith("[ERROR]") && line.contains("Dockerfile.broken:4"))
                .anyMatch(line -> line.startsWith("[ERROR] [3/3] | ") && line.contains("/no/such/file"));
        assertThat(log.cached(2)).containsExactly("COPY root/ /", "RUN echo first > /first");
        assertThat(log.executed(2)).containsExactly("RUN echo trying && cat /first");
        assertThat(BuiltImage.in(project).layers()).isEqualTo(3);
    }
}
