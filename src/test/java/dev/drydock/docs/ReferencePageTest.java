package dev.drydock.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.maven.help.PluginDescription;
import dev.drydock.maven.settings.DrydockSettings;
import dev.drydock.maven.settings.Setting;
import dev.drydock.maven.settings.SettingGroups;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencePageTest {

    private static final Path DESCRIPTOR = Path.of("target/plugin-enhanced.xml");
    private static final Path PAGE = Path.of("src/site/markdown/reference.md");

    @Test
    void everySettingIsInOneGroup() {
        List<Setting<?>> grouped = new ArrayList<>();
        SettingGroups.all().forEach(group -> grouped.addAll(group.settings()));
        assertThat(grouped).as("settings in SettingGroups").containsExactlyInAnyOrderElementsOf(DrydockSettings.all());
    }

    @Test
    void thePageIsWhatTheDescriptorSays() throws IOException {
        assumeTrue(Files.exists(DESCRIPTOR), "the plugin's descriptor is written by Maven only");
        String page;
        try (InputStream in = Files.newInputStream(DESCRIPTOR)) {
            page = ReferencePage.of(PluginDescription.read(in));
        }
        Path written = Path.of("target/reference.md");
        Files.writeString(written, page);
        assertThat(Files.readString(PAGE))
                .as("%s; if goals or settings have changed: cp %s %s", PAGE, written, PAGE)
                .isEqualTo(page);
    }
}
