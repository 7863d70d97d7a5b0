package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class ExtensionBinding {

    private ExtensionBinding() {}

    public static void verify(Path project) throws IOException {
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1)).noneMatch(line -> line.contains("drydock"));
        assertThat(log.run(2)).anyMatch(line -> line.contains(":build (drydock-build)"));
        assertThat(BuiltImage.in(project).names()).containsExactly("extension-binding:1.0");
    }
}
