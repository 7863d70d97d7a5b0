package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class UnknownElement {

    private UnknownElement() {}

    public static void verify(Path project) throws IOException {
        assertThat(InvokerLog.of(project).run(1))
                .anyMatch(line -> line.startsWith("[ERROR]") && line.contains("<nmae> is not an element of <image>"))
                .anyMatch(line -> line.contains("Did you mean <name>?"));
        assertThat(BuiltImage.existsIn(project)).isFalse();
    }
}
