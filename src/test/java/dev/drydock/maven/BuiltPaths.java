package dev.drydock.maven;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Platform;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layout.LayoutImage;
import dev.drydock.layout.OciLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files in all layers of an image that a test has built. */
public final class BuiltPaths {

    private BuiltPaths() {}

    /**
     * Modes as octal numbers, such as {@code 644}, by paths.
     *
     * @param output of the module, {@code target/drydock}
     */
    public static Map<String, String> of(Path output) throws IOException {
        LayoutImage image = OciLayout.open(output.resolve("image")).image("", Platform.current());
        Map<String, String> paths = new TreeMap<>();
        for (Descriptor layer : image.manifest().layers()) {
            try (InputStream tar = LayerInput.open(image.blobs().get(layer.digest()))) {
                for (var entry : LayerIndexes.list(tar).entries()) {
                    if (entry.entry().isFile()) {
                        paths.put(
                                entry.entry().name(),
                                Integer.toOctalString(entry.entry().mode() & 07777));
                    }
                }
            }
        }
        return paths;
    }
}
