package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class SeveralImagesOfOne {

    private SeveralImagesOfOne() {}

    public static void verify(Path project) throws IOException {
        BuiltImage web = BuiltImage.of(project.resolve("target/drydock/web"));
        assertThat(web.names()).containsExactly("team/web:1");
        assertThat(web.config().exposedPorts()).containsExactlyInAnyOrder("443/tcp", "80/tcp");
        assertThat(web.config().user()).isEqualTo("9");
        assertThat(web.config().workingDir()).isEqualTo("/work");
        assertThat(web.config().env())
                .containsEntry("COLOUR", "user")
                .containsEntry("SIZE", "user")
                .containsEntry("SHAPE", "web")
                .containsEntry("TASTE", "all");
        assertThat(web.file("srv/index.html")).isNotNull();
        assertThat(web.file("srv/notes.txt")).isNull();
        BuiltImage worker = BuiltImage.of(project.resolve("target/drydock/worker"));
        assertThat(worker.names()).containsExactly("several-worker:1.0");
        assertThat(worker.config().user()).isEqualTo("6");
        assertThat(worker.config().env())
                .containsEntry("COLOUR", "user")
                .containsEntry("SIZE", "all")
                .containsEntry("TASTE", "all")
                .doesNotContainKey("SHAPE");
        assertThat(String.valueOf(worker.config().healthcheck())).contains("90000000000");
        assertThat(Files.exists(project.resolve("target/drydock/unwanted"))).isFalse();

        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(2))
                .anyMatch(line -> line.startsWith("[ERROR]") && line.contains("<mode>9z</mode> is not a mode"))
                .anyMatch(line -> line.contains("Write an octal number"));
        assertThat(log.run(3)).anyMatch(line -> line.startsWith("[ERROR]") && line.contains("takes no file from"));
        assertThat(log.run(4)).anyMatch(line -> line.startsWith("[ERROR]") && line.contains("drydock.from: "));
    }
}
