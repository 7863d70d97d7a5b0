package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

public final class ChangedSource {

    private ChangedSource() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1)).hasSize(4);
        assertThat(log.cached(2)).containsExactly("COPY --from=roots / /", "RUN echo once > /once");
        assertThat(log.executed(2)).containsExactly("COPY app.py /app/", "RUN cat /app/app.py > /copied");
        assertThat(BuiltImage.in(project).content("copied"))
                .isEqualTo(Digest.of("print(\"after\")\n".getBytes(StandardCharsets.UTF_8)));
    }
}
