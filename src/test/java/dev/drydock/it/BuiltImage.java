package dev.drydock.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Json;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.LayerIndex;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The image and records a build left in a module's {@code target/drydock}. */
final class BuiltImage {

    private final Path output;
    private final OciLayout layout;
    private final LayoutImage image;
    private final FileTree tree;

    private BuiltImage(Path output) throws IOException {
        this.output = output;
        this.layout = OciLayout.open(output.resolve("image"));
        this.image = layout.image("", Platform.current());
        this.tree = tree(layout, image);
    }

    static FileTree tree(OciLayout layout, LayoutImage image) throws IOException {
        List<LayerIndex> layers = new ArrayList<>();
        for (Descriptor layer : image.manifest().layers()) {
            try (InputStream tar = LayerInput.open(layout.blob(layer))) {
                layers.add(LayerIndexes.scan(tar));
            }
        }
        return FileTree.of(layers);
    }

    static BuiltImage in(Path module) throws IOException {
        return new BuiltImage(module.resolve("target/drydock"));
    }

    /** @param output directory of one of several images */
    static BuiltImage of(Path output) throws IOException {
        return new BuiltImage(output);
    }

    static boolean existsIn(Path module) {
        return Files.exists(module.resolve("target/drydock/image"));
    }

    ImageConfig config() throws IOException {
        return image.parsedConfig();
    }

    Digest digest() {
        return layout.entry("").digest();
    }

    List<String> names() {
        return layout.names().stream().map(Reference::toString).toList();
    }

    int layers() {
        return image.manifest().layers().size();
    }

    /** Null if the path is not in the image. */
    FileTree.@Nullable Node file(String path) {
        return tree.get(path);
    }

    /** Names in a directory; none if it is not in the image. */
    List<String> children(String directory) {
        return tree.children(directory);
    }

    /** Digest of what a regular file holds. */
    Digest content(String path) {
        FileTree.Node node = tree.get(path);
        if (node == null || node.content() == null) {
            throw new AssertionError("the image has no file " + path);
        }
        return node.content();
    }

    ObjectNode imageJson() throws IOException {
        return Json.parseObject(Files.readAllBytes(output.resolve("image.json")));
    }

    String imageDigest() throws IOException {
        return Files.readString(output.resolve("image.digest")).strip();
    }
}
