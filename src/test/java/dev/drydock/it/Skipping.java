package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class Skipping {

    private Skipping() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1))
                .filteredOn("[INFO] Skipped (drydock.skip)"::equals)
                .hasSize(2);
        assertThat(log.run(2))
                .contains(
                        "[INFO] Building skipped (drydock.build.skip)", "[INFO] Nothing to push: building was skipped");
        assertThat(log.steps(2)).isEmpty();
        assertThat(log.executed(3)).containsExactly("COPY pom.xml /");
        assertThat(log.run(3)).contains("[INFO] Pushing skipped (drydock.push.skip)");
    }
}
