package dev.drydock.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.FileTree.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerContentTest {

    @TempDir
    Path directory;

    private static void file(LayerWriter writer, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        writer.add(TarEntry.file(name, 0644, 0, 0, bytes.length, Instant.EPOCH), new ByteArrayInputStream(bytes));
    }

    private WrittenLayer sample() throws IOException {
        try (var writer = new LayerWriter(directory, Compression.GZIP)) {
            writer.whiteout("gone");
            file(writer, "a", "first a");
            writer.add(TarEntry.file("link", 0644, 0, 0, 0, Instant.EPOCH).asHardLinkTo("a"));
            writer.opaque("dir");
            file(writer, "a", "second a");
            file(writer, "empty", "");
            return writer.finish();
        }
    }

    @Test
    void filesAreReadByTheirPositionWhateverElseTheLayerHolds() throws Exception {
        WrittenLayer written = sample();
        var layer = new LayerFile(written.layer(), written.file());
        FileTree tree = FileTree.of(List.of(written.index()));
        assertThat(read(layer, tree.get("a"))).isEqualTo("second a");
        assertThat(read(layer, tree.get("link"))).isEqualTo("first a");
        assertThat(read(layer, tree.get("empty"))).isEmpty();
        var found = new TreeMap<Integer, String>();
        LayerContent.read(
                layer,
                Set.of(0, 2),
                (position, entry, content) -> found.put(
                        position, entry.name() + "=" + new String(content.readAllBytes(), StandardCharsets.UTF_8)));
        assertThat(found).hasToString("{0=a=first a, 2=a=second a}");
        LayerContent.read(layer, Set.of(), (position, entry, content) -> found.clear());
        assertThat(found).hasSize(2);
    }

    private static String read(LayerFile layer, Node node) throws IOException {
        assertThat(node).isNotNull();
        return new String(LayerContent.readSmall(List.of(layer), node, 100), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotThereOrTooLargeIsAnError() throws Exception {
        WrittenLayer written = sample();
        var layer = new LayerFile(written.layer(), written.file());
        assertThatThrownBy(() -> LayerContent.read(layer, Set.of(1, 77), (position, entry, content) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has not the files");
        FileTree tree = FileTree.of(List.of(written.index()));
        assertThatThrownBy(() -> LayerContent.readSmall(List.of(layer), tree.get("a"), 7))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("more than the 7");
        assertThatThrownBy(() -> LayerContent.readSmall(List.of(layer), tree.get(""), 7))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("no regular file");
    }
}
