package dev.drydock.report.difference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.ImageConfig;
import dev.drydock.image.Platform;
import dev.drydock.inventory.Component;
import dev.drydock.inventory.Inventory;
import dev.drydock.inventory.software.Software;
import dev.drydock.inventory.software.Software.Kind;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerWords;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.difference.Difference.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    private static final ImageConfig EMPTY = ImageConfig.empty(Platform.parse("linux/amd64"));

    /** Layers are divided by "|"; of each file its path, and its bytes before and after. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '#',
            value = {
                "a=1                 # a=1               #",
                "a=1                 # a=2               # a 1 1",
                "a=1                 # a=22              # a 1 2",
                "a=1                 # b=1               # a 1 -1, b -1 1",
                "a=1 b=4444          # a=1               # b 4 -1",
                "a=1                 # x=1 | -x a=1      #",
                "a=1                 # a=1 | -a          # a 1 -1",
                "a=1 b=>a            # a=1 | b=1         #",
                "a->x                # a=1               # a 0 1",
                "d/a=1               # d=1               # d -1 1, d/a 1 -1",
            })
    void filesDifferByWhatContainersSee(String before, String after, String changes) {
        List<String> found = new ArrayList<>();
        for (FileChange change : FileChanges.between(table(before), table(after))) {
            found.add(change.path() + " " + change.before() + " " + change.after());
        }
        assertThat(String.join(", ", found)).isEqualTo(changes == null ? "" : changes);
    }

    @Test
    void packagesDifferByTheSetOfTheirVersions() {
        Inventory before = inventory("ssl 1", "log 1", "log 2", "same 1", "old 1");
        Inventory after = inventory("ssl 2", "log 2", "same 1", "new 1");
        Difference difference = Difference.between(side(before, EMPTY), side(after, EMPTY));
        assertThat(difference.packages())
                .containsExactly(
                        new Change("log (deb)", "1, 2", "2"),
                        new Change("new (deb)", "", "1"),
                        new Change("old (deb)", "1", ""),
                        new Change("ssl (deb)", "1", "2"));
    }

    @Test
    void configurationDiffersByWhatContainersStartWith() {
        ImageConfig before = EMPTY.withUser("root").withEnv(Map.of("A", "1")).withExposedPorts(List.of("80/tcp"));
        ImageConfig after = EMPTY.withEntrypoint(List.of("sh", "-c", "it's")).withEnv(Map.of("A", "2"));
        Difference difference = Difference.between(side(inventory(), before), side(inventory(), after));
        assertThat(difference.config())
                .containsExactly(
                        new Change("Entry point", "", "sh -c 'it'\\''s'"),
                        new Change("Ports", "80/tcp", ""),
                        new Change("User", "root", ""),
                        new Change("Variable A", "1", "2"));
    }

    private static Side side(Inventory inventory, ImageConfig config) {
        return new Side(table("a=1"), inventory, config, 1);
    }

    private static Inventory inventory(String... packages) {
        List<Component> components = new ArrayList<>();
        for (String each : packages) {
            String[] words = each.split(" ");
            var software = new Software(Kind.DEBIAN, "", words[0], words[1], "", List.of(), "", null);
            components.add(new Component(software, "", 0, "", List.of()));
        }
        return new Inventory(components, List.of(), null, List.of(), "");
    }

    private static FileTable table(String layers) {
        List<LayerIndex> all = new ArrayList<>();
        for (String layer : layers.split(" \\| ")) {
            all.add(LayerWords.layer(layer.strip().split(" ")));
        }
        return FileTable.of(all);
    }
}
