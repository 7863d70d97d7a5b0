package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

public final class ExtensionOfJib {

    private ExtensionOfJib() {}

    public static void verify(Path project) throws IOException {
        BuiltImage image = BuiltImage.in(project);
        assertThat(image.config().instructions())
                .containsExactly("COPY files /srv # drydock", "COPY configuration /srv/conf # drydock");
        assertThat(image.file("srv/index.html")).isNotNull();
        assertThat(image.file("srv/conf/app.yml")).isNotNull();
        assertThat(image.file("srv/notes.md")).isNull();

        InvokerLog log = InvokerLog.of(project);
        assertThat(log.run(1)).contains("[INFO] Running Jib Layer Filter Extension");
        assertThat(log.executed(1)).hasSize(2);
        assertThat(log.executed(2)).isEmpty();
        for (int injected : new int[] {3, 4}) {
            assertThat(log.run(injected)).contains("[INFO] BUILD SUCCESS");
        }
    }
}
