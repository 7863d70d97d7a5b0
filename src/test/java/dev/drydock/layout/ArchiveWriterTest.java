package dev.drydock.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {

    private static final Platform PLATFORM = new Platform("linux", "amd64", "");

    @TempDir
    Path temp;

    private OciLayout layout;
    private LayoutImage image;

    @BeforeEach
    void writeLayout() throws IOException {
        byte[] layer = "layer".getBytes(StandardCharsets.UTF_8);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(layer), layer.length);
        Path file = Files.write(temp.resolve("layer"), layer);
        byte[] config = ImageConfig.empty(PLATFORM)
                .withDiffIds(List.of(blob.digest(), blob.digest()))
                .toBytes();
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), List.of(blob, blob), Map.of());
        image = new LayoutImage(manifest, config, Map.of(blob.digest(), file), null, Map.of());
        new LayoutWriter(temp.resolve("image")).write(List.of(image), List.of(Reference.parse("me/app:1")));
        layout = OciLayout.open(temp.resolve("image"));
    }

    @Test
    void ociArchiveHoldsTheLayoutAndNothingElse() throws IOException {
        var out = new ByteArrayOutputStream();
        new ArchiveWriter(layout).oci(out);
        Map<String, String> files = read(out);
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "oci-layout",
                        "index.json",
                        blob(image.manifest().digest()),
                        blob(image.manifest().config().digest()),
                        blob(image.manifest().layers().get(0).digest()));
        assertThat(files.get("index.json")).isEqualTo(Files.readString(temp.resolve("image/index.json")));
        assertThat(files.get(blob(image.manifest().layers().get(0).digest()))).isEqualTo("layer");
    }

    @Test
    void dockerArchiveNamesConfigLayersAndTags() throws IOException {
        var out = new ByteArrayOutputStream();
        new ArchiveWriter(layout)
                .docker(
                        image,
                        List.of(
                                Reference.parse("me/app:1"),
                                Reference.parse("localhost:5000/app"),
                                Reference.parse("busybox")),
                        out);
        Map<String, String> files = read(out);
        String layer = blob(image.manifest().layers().get(0).digest());
        assertThat(files.get("manifest.json"))
                .isEqualTo("[{\"Config\":\"" + blob(image.manifest().config().digest())
                        + "\",\"RepoTags\":[\"me/app:1\",\"localhost:5000/app:latest\",\"busybox:latest\"],"
                        + "\"Layers\":[\"" + layer + "\",\"" + layer + "\"]}]");
        assertThat(files.get("repositories")).contains("\"me/app\":{\"1\":\"" + layer.substring(layer.length() - 64));
        assertThat(files).containsKey("index.json");
    }

    @Test
    void sameImageMakesTheSameBytes() throws IOException {
        var one = new ByteArrayOutputStream();
        var two = new ByteArrayOutputStream();
        new ArchiveWriter(layout).docker(image, List.of(), one);
        new ArchiveWriter(layout).docker(layout.image("", PLATFORM), List.of(), two);
        assertThat(one.toByteArray()).isEqualTo(two.toByteArray());
    }

    private static String blob(Digest digest) {
        return "blobs/sha256/" + digest.hex();
    }

    private static Map<String, String> read(ByteArrayOutputStream tar) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (var reader = new TarReader(new ByteArrayInputStream(tar.toByteArray()))) {
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry.isFile()) {
                    files.put(entry.name(), new String(reader.content().readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return files;
    }
}
