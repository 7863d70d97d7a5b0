package dev.drydock.inventory;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayeredImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An image put together of layers written down in a test. */
public final class StackedImage {

    private final Path folder;
    private final List<IndexedLayer> layers = new ArrayList<>();
    private final List<HistoryEntry> history = new ArrayList<>();

    public StackedImage(Path folder) {
        this.folder = folder;
    }

    /** A layer with files, by name: text, bytes, or {@code -> TARGET} for a symbolic and {@code => TARGET} for a hard link. */
    public StackedImage layer(String instruction, Map<String, ?> files) throws IOException {
        var tar = new ByteArrayOutputStream();
        try (var writer = new TarWriter(tar)) {
            for (Map.Entry<String, ?> each : files.entrySet()) {
                String name = each.getKey();
                if (each.getValue() instanceof String link && link.startsWith("-> ")) {
                    writer.add(
                            TarEntry.symlink(name, link.substring(3), 0, 0, Instant.EPOCH),
                            InputStream.nullInputStream());
                } else if (each.getValue() instanceof String link && link.startsWith("=> ")) {
                    TarEntry file = TarEntry.file(name, 0644, 0, 0, 0, Instant.EPOCH);
                    writer.add(file.asHardLinkTo(link.substring(3)), InputStream.nullInputStream());
                } else {
                    byte[] content = each.getValue() instanceof byte[] bytes
                            ? bytes
                            : ((String) each.getValue()).getBytes(StandardCharsets.UTF_8);
                    writer.add(
                            TarEntry.file(name, 0644, 0, 0, content.length, Instant.EPOCH),
                            new ByteArrayInputStream(content));
                }
            }
        }
        Digest digest = Digest.of(tar.toByteArray());
        Path file = Files.write(folder.resolve("layer" + layers.size()), tar.toByteArray());
        var layer = new Layer(new Descriptor(MediaTypes.OCI_LAYER, digest, tar.size()), digest);
        layers.add(new IndexedLayer(
                new LayerFile(layer, file), LayerIndexes.scan(new ByteArrayInputStream(tar.toByteArray()))));
        history.add(new HistoryEntry(instruction, false));
        return this;
    }

    public LayeredImage image() {
        List<Digest> diffIds = new ArrayList<>();
        List<Descriptor> blobs = new ArrayList<>();
        for (IndexedLayer each : layers) {
            diffIds.add(each.file().layer().diffId());
            blobs.add(each.file().layer().blob());
        }
        ImageConfig config = ImageConfig.empty(Platform.parse("linux/amd64"))
                .withDiffIds(diffIds)
                .withHistoryAppended(history, "2026-01-01T00:00:00Z");
        byte[] bytes = config.toBytes();
        var descriptor = new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(bytes), bytes.length);
        return new LayeredImage(config, Manifest.of(descriptor, blobs, Map.of()), layers, List.of());
    }

    /** A jar with these files. */
    public static byte[] jar(Map<String, ?> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, ?> each : files.entrySet()) {
                var entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(
                        each.getValue() instanceof byte[] bytes
                                ? bytes
                                : ((String) each.getValue()).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    /** A jar that Maven packed. */
    public static byte[] mavenJar(String group, String name, String version) throws IOException {
        return jar(Map.of(
                "META-INF/maven/" + group + "/" + name + "/pom.properties",
                "groupId=" + group + "\nartifactId=" + name + "\nversion=" + version + "\n"));
    }
}
