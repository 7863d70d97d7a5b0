package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class NoPom {

    private NoPom() {}

    public static void verify(Path project) throws IOException {
        BuiltImage image = BuiltImage.in(project);
        assertThat(image.names()).containsExactly("me/app:latest");
        assertThat(image.file("hello.txt")).isNotNull();
        assertThat(InvokerLog.of(project).run(2))
                .anyMatch(line -> line.startsWith("[WARNING] Dockerfile:1: ") && line.endsWith(" (StageNameCasing)"))
                .contains("[INFO] Dockerfile: 1 warning");
    }
}
