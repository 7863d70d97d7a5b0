package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class ParentModules {

    private ParentModules() {}

    public static void verify(Path project) throws IOException {
        assertThat(BuiltImage.in(project.resolve("web")).names()).containsExactly("team/web:1.0", "team/web:stable");
        assertThat(BuiltImage.in(project.resolve("worker")).names())
                .containsExactly("team/jobs:2.0", "team/jobs:stable");
        assertThat(BuiltImage.existsIn(project)).isFalse();
        assertThat(BuiltImage.existsIn(project.resolve("library"))).isFalse();
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1)).noneMatch(line -> line.contains("no Dockerfile"));
        assertThat(log.run(2))
                .filteredOn(line -> line.startsWith("[INFO] Built "))
                .hasSize(2);
    }
}
