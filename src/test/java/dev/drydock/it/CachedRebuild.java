package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class CachedRebuild {

    private static final String[] STEPS = {"COPY root/ /", "RUN echo made > /made", "WORKDIR /srv", "COPY pom.xml ."};

    private CachedRebuild() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1)).containsExactly(STEPS);
        assertThat(log.executed(2)).isEmpty();
        assertThat(log.cached(2)).containsExactly(STEPS);
        assertThat(log.executed(3)).containsExactly(STEPS);
        assertThat(built(log, 2)).isEqualTo(built(log, 1));
        assertThat(BuiltImage.in(project).digest()).hasToString(built(log, 1));
    }

    private static String built(InvokerLog log, int run) {
        return log.run(run).stream()
                .filter(line -> line.startsWith("[INFO] Built "))
                .map(line -> line.split(" {2}")[1])
                .findFirst()
                .orElseThrow();
    }
}
