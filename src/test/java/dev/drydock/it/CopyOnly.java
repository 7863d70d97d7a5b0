package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

public final class CopyOnly {

    private CopyOnly() {}

    public static void verify(Path project) throws IOException {
        BuiltImage image = BuiltImage.in(project);
        assertThat(image.names()).containsExactly("copy-only:1.0");
        assertThat(image.content("srv/hello.txt"))
                .isEqualTo(Digest.of("hello from a file\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(image.config().env()).containsEntry("GREETING", "hello");
        assertThat(image.config().workingDir()).isEqualTo("/srv");
        assertThat(image.config().cmd()).containsExactly("/srv/none");
        assertThat(image.imageDigest()).isEqualTo(image.digest().toString());
        assertThat(image.imageJson().path("digest").asText())
                .isEqualTo(image.digest().toString());
        assertThat(project.resolve("target/drydock/image.properties"))
                .content()
                .startsWith("drydock.reference=docker.io/library/copy-only@" + image.digest() + "\n");
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.executed(1)).contains("COPY files/ /srv/");
        assertThat(log.run(1))
                .anyMatch(line -> line.startsWith("[INFO] Built copy-only:1.0  " + image.digest() + "  "));
    }
}
