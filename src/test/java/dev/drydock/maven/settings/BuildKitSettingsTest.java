package dev.drydock.maven.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.buildkit.HandOverTest;
import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.OneProject;
import dev.drydock.maven.RecordedLog;
import dev.drydock.maven.settings.BuildKitSettings.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildKitSettingsTest {

    @TempDir
    Path directory;

    @Test
    void everySettingHasAFate() {
        assertThat(DrydockSettings.all())
                .filteredOn(setting -> BuildKitSettings.fate(setting) == null)
                .as("settings nobody has thought of in BuildKitSettings")
                .isEmpty();
    }

    @Test
    void whatIsHandedOverIsShownToBeInTheArguments() {
        Set<String> handedOver = new TreeSet<>();
        for (Setting<?> setting : DrydockSettings.all()) {
            if (BuildKitSettings.fate(setting) == Fate.HANDED_OVER) {
                boolean named = setting.property().endsWith(".");
                handedOver.add(named ? setting.name() : setting.property().substring(Setting.PREFIX.length()));
            }
        }
        assertThat(handedOver).isEqualTo(new TreeSet<>(HandOverTest.handedOver()));
    }

    @ParameterizedTest
    @CsvSource({
        "drydock.leaveLayers, true, false, drydock.leaveLayers: BuildKit gives whole images back",
        "drydock.pull, never, false, drydock.pull=never: BuildKit asks registries itself",
        "drydock.target, web, true, --offline: BuildKit asks registries itself",
        "drydock.lock.file, pins, false, drydock.lock.file: names of base images mean to BuildKit",
    })
    void whatCannotBeKeptIsRefusedByName(String property, String value, boolean offline, String why) {
        Settings settings = settings(Map.of(property, value));
        assertThatThrownBy(() -> BuildKitSettings.check(settings, offline, directory.resolve("drydock.lock")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageStartingWith("drydock.engine=buildkit does not go with " + why);
    }

    @Test
    void aLockFileIsRefusedIfItIsThere() throws Exception {
        Settings settings = settings(Map.of("drydock.pull", "always", "drydock.leaveLayers", "false"));
        Path lock = directory.resolve("drydock.lock");
        BuildKitSettings.check(settings, false, lock);
        Files.createFile(lock);
        assertThatThrownBy(() -> BuildKitSettings.check(settings, false, lock)).isInstanceOf(BuildFailure.class);
    }

    @Test
    void whatBuildKitHasItsOwnConfigurationForIsSaid() {
        assertThat(BuildKitSettings.withoutEffect(settings(Map.of("drydock.target", "web"))))
                .isEmpty();
        assertThat(BuildKitSettings.withoutEffect(
                        settings(Map.of("drydock.sandbox", "namespaces", "drydock.registryMirrors", "a=b"))))
                .hasValueSatisfying(said ->
                        assertThat(said).contains("drydock.registryMirrors").contains("drydock.sandbox"));
    }

    private Settings settings(Map<String, String> user) {
        var expressions = new Expressions(user, Map.of(), Map.of(), new OneProject());
        return new Settings(new SettingSources(
                user,
                new XmlElement("configuration", null, List.of()),
                Map.of(),
                Map.of(),
                directory,
                expressions,
                new SettingsLog(new RecordedLog(true, true), new HashMap<>())));
    }
}
