package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Platform;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

public final class CommandLineFirst {

    private CommandLineFirst() {}

    public static void verify(Path project) throws IOException {
        OciLayout first = OciLayout.open(project.resolve("target/first"));
        assertThat(first.names().toString()).isEqualTo("[pom/image:1, pom/image:pom]");
        assertThat(first.image("", Platform.current()).parsedConfig().labels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "stage", "pom",
                        "kept", "pom",
                        "changed", "pom",
                        "property", "property",
                        "added", "",
                        // From .mvn/maven.config, an expression as in a POM.
                        "revision", "command-line-first-1.0"));
        OciLayout second = OciLayout.open(project.resolve("target/second"));
        assertThat(second.names().toString()).isEqualTo("[user/image:2, user/image:a, user/image:b]");
        assertThat(second.image("", Platform.current()).parsedConfig().labels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "stage", "user",
                        "kept", "pom",
                        "changed", "user",
                        "property", "property",
                        "added", "user",
                        "revision", "command-line-first-1.0"));
        assertThat(InvokerLog.of(project).executed(2)).containsExactly("COPY pom.xml /");
    }
}
