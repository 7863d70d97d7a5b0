package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

public final class RunSteps {

    private RunSteps() {}

    public static void verify(Path project) throws IOException {
        BuiltImage image = BuiltImage.in(project);
        assertThat(image.content("made")).isEqualTo(Digest.of("hello from 0 in /\n".getBytes(StandardCharsets.UTF_8)));
        TarEntry made = Objects.requireNonNull(image.file("made")).entry();
        assertThat(made.mode()).isEqualTo(04750);
        assertThat(made.uid()).isEqualTo(7);
        assertThat(made.gid()).isEqualTo(8);
        assertThat(image.file("etc/nsswitch.conf")).isNull();
        assertThat(image.layers()).isEqualTo(3);
        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1))
                .contains("[INFO] [3/3] | to the log")
                .noneMatch(line -> line.matches(".*[\\p{Cntrl}&&[^\t]].*"));
    }
}
