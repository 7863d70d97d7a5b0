package dev.drydock.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Platform;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

public final class RecordedStart {

    private RecordedStart() {}

    public static void verify(Path project) throws IOException {
        assertThat(InvokerLog.of(project).run(1))
                .anyMatch(line -> line.startsWith("[INFO] Recorded an archive of "))
                .filteredOn(line -> line.startsWith("[INFO] Built "))
                .hasSize(2);
        LayoutImage image =
                OciLayout.open(project.resolve("target/drydock/image")).image("", Platform.current());
        assertThat(image.parsedConfig().entrypoint())
                .anyMatch(word -> word.matches("-XX:(SharedArchiveFile|AOTCache)=/app/app\\.(jsa|aot)"));
        assertThat(Files.readString(project.resolve("target/drydock/image.properties")))
                .contains(image.manifest().digest().toString());
    }
}
