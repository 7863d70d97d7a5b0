package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.layer.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

public final class JavaModules {

    private JavaModules() {}

    public static void verify(Path project) throws IOException {
        assertThat(BuiltImage.existsIn(project)).isFalse();
        assertThat(BuiltImage.existsIn(project.resolve("core"))).isFalse();
        BuiltImage base = BuiltImage.in(project.resolve("base"));
        assertThat(base.names()).containsExactly("team/base:1");
        FileTree.Node conf = Objects.requireNonNull(base.file("etc/base/base.conf"));
        assertThat(conf.entry().mode()).isEqualTo(0600);
        assertThat(conf.entry().uid()).isEqualTo(7);
        assertThat(conf.entry().gid()).isEqualTo(8);

        BuiltImage app = BuiltImage.in(project.resolve("app"));
        assertThat(app.names()).containsExactly("app:1.0-SNAPSHOT");
        assertThat(app.file("etc/base/base.conf")).isNotNull();
        assertThat(app.config().env()).containsEntry("LANG", "C.UTF-8");
        assertThat(app.config().labels()).containsEntry("vendor", "parent").containsEntry("level", "child");
        assertThat(app.config().entrypoint()).containsExactly("java", "-cp", "@/app/class-path", "app.Main");
        assertThat(app.file("app/libs/core-1.0-SNAPSHOT.jar")).isNotNull();
        assertThat(app.file("app/resources/app.properties")).isNotNull();
        assertThat(app.file("app/classes/app/Main.class")).isNotNull();
        assertThat(app.file("app/classes/app.properties")).isNull();

        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1)).anyMatch(line -> line.contains("modules  ") || line.contains(" modules "));
        assertThat(log.run(2)).filteredOn(line -> line.contains("Built ")).hasSize(2);
        assertThat(log.executed(2)).isEmpty();
    }
}
