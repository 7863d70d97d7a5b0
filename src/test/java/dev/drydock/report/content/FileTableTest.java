package dev.drydock.report.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.layer.AllNodes;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTableTest {

    /** @param files path, "@" layer, and "-" layer and why for what a later layer hides */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a=x,                           a@0",
        "a=x | a=yy,                    a@0-1REPLACED a@1",
        "a=x | a=x,                     a@0-1REPEATED a@1",
        "a=x | -a a=x,                  a@0-1REPEATED a@1",
        "a=x | -a,                      a@0-1DELETED",
        "a=x | -a | a=x,                a@0-1DELETED a@2",
        "d/a=x d/b=y | -d,              d/a@0-1DELETED d/b@0-1DELETED",
        "d/a=x d/b=y | d/* d/c=z,       d/a@0-1DELETED d/b@0-1DELETED d/c@1",
        "d/a=x | d=y,                   d/a@0-1DELETED d@1",
        "d=x | d/a=y,                   d/a@1 d@0-1REPLACED",
        "a=x | *,                       a@0-1DELETED",
        "a=x | b=y | -a,                a@0-2DELETED b@1",
        "d/a=x | -d d/ d/a=x,           d/a@0-1REPEATED d/a@1",
        "a=x | -none/at/all,            a@0",
    })
    void whatEachLayerHasIsKeptWithItsFate(String layers, String files) {
        assertThat(files(table(layers))).isEqualTo(files);
    }

    @Test
    void onlyTheFirstNameOfAFileHasBytes() {
        FileTable table = table("a=1234 b=>a | c=>a d=5");
        assertThat(table.bytesOf(0)).isEqualTo(4);
        assertThat(table.bytesOf(1)).isEqualTo(1);
        assertThat(table.filesOf(0)).isEqualTo(2);
        int c = row(table, "c");
        assertThat(table.kind(c)).isEqualTo(FileKind.HARD_LINK);
        assertThat(table.path(table.original(c))).isEqualTo("a");
        assertThat(table.path(table.original(row(table, "b")))).isEqualTo("a");
    }

    @Test
    void aLinkToALayerBelowMeansTheFileThatWasThereBefore() {
        FileTable table = table("a=old | b=>a -a a=newer");
        assertThat(table.content(table.original(row(table, "b")))).isEqualTo(LayerWords.digest("old"));
    }

    /** Whatever layers do, the visible rows are what a container sees. */
    @Test
    void visibleRowsAreTheFileTree() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<LayerIndex> layers = new ArrayList<>();
            for (int layer = 0; layer < 4; layer++) {
                layers.add(LayerWords.layer(words(random)));
            }
            TreeSet<String> expected = new TreeSet<>();
            AllNodes.of(
                    FileTree.of(layers),
                    node -> expected.add(
                            node.entry().name() + (node.entry().isDirectory() ? "/" : " " + node.layer())));
            FileTable table = FileTable.of(layers);
            TreeSet<String> actual = new TreeSet<>();
            for (int row = 0; row < table.size(); row++) {
                if (table.visible(row)) {
                    boolean directory = table.kind(row) == FileKind.DIRECTORY;
                    actual.add(table.path(row) + (directory ? "/" : " " + table.layer(row)));
                    assertThat(table.parent(row)).isLessThanOrEqualTo(row);
                }
            }
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static String[] words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String path = "abc".charAt(random.nextInt(3)) + (random.nextBoolean() ? "" : "/" + random.nextInt(2));
            path += random.nextInt(3) == 0 ? "/z" : "";
            words.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "-" + path;
                        case 1 -> path + "/*";
                        case 2 -> path + "/";
                        default -> path + "=" + random.nextInt(3);
                    });
        }
        return words.toArray(String[]::new);
    }

    static FileTable table(String layers) {
        List<LayerIndex> all = new ArrayList<>();
        for (String layer : layers.split(" \\| ")) {
            all.add(LayerWords.layer(layer.split(" ")));
        }
        return FileTable.of(all);
    }

    @Test
    void aFileThatIsOnlyStoredAgainWasBroughtByTheFirstLayer() {
        FileTable table = table("a=x b=x | a=x b=y | a=x");
        List<Integer> brought = new ArrayList<>();
        for (int row = 1; row < table.size(); row++) {
            brought.add(table.broughtBy(row));
        }
        assertThat(brought).containsExactly(0, 0, 0, 1, 0);
    }

    private static int row(FileTable table, String path) {
        for (int row = 0; row < table.size(); row++) {
            if (table.path(row).equals(path)) {
                return row;
            }
        }
        throw new AssertionError(path);
    }

    private static String files(FileTable table) {
        TreeSet<String> files = new TreeSet<>();
        for (int row = 0; row < table.size(); row++) {
            if (table.kind(row) != FileKind.DIRECTORY) {
                String gone = table.visible(row) ? "" : "-" + table.goneIn(row) + table.fate(row);
                files.add(table.path(row) + "@" + table.layer(row) + gone);
            }
        }
        return String.join(" ", files);
    }
}
