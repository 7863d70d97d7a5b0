package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class CleanKeepsRun {

    private CleanKeepsRun() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1)).contains("RUN echo kept > /kept");
        assertThat(log.run(2)).anyMatch(line -> line.contains(":clean (default-clean)"));
        assertThat(log.cached(2)).contains("RUN echo kept > /kept");
    }
}
