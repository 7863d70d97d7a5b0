package dev.drydock.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutAttachmentsTest {

    private static final Platform PLATFORM = new Platform("linux", "amd64", "");

    @TempDir
    Path temp;

    private Path directory;
    private Descriptor root;

    @BeforeEach
    void writeLayout() throws IOException {
        directory = temp.resolve("image");
        root = writeImage("layer");
    }

    private Descriptor writeImage(String content) throws IOException {
        byte[] layer = content.getBytes(StandardCharsets.UTF_8);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(layer), layer.length);
        Path file = Files.write(temp.resolve(content), layer);
        byte[] config =
                ImageConfig.empty(PLATFORM).withDiffIds(List.of(blob.digest())).toBytes();
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), List.of(blob), Map.of());
        var image = new LayoutImage(manifest, config, Map.of(blob.digest(), file), null, Map.of());
        return new LayoutWriter(directory).write(List.of(image), List.of(Reference.parse("me/app:1")));
    }

    private Attachment attachment(String type, String content) {
        var part = new Attachment.Part(
                type, content.getBytes(StandardCharsets.UTF_8), Map.of("b", "2", "a", "1", "c", "3"));
        return new Attachment(root, type, List.of(part), Map.of("z", "1", "y", "2", "x", "3"));
    }

    @Test
    void areReadBackAsTheyWereWritten() throws IOException {
        List<Attachment> written =
                List.of(attachment("application/x.sbom", "{}"), attachment("application/x.sig", "s"));
        LayoutAttachments.replaceAll(directory, written);
        OciLayout layout = OciLayout.open(directory);
        List<Descriptor> found = layout.attachments();
        assertThat(found).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Attachment read = LayoutAttachments.read(layout, found.get(i));
            assertThat(read.manifest().raw())
                    .isEqualTo(written.get(i).manifest().raw());
            assertThat(read.subject()).isEqualTo(new Descriptor(root.mediaType(), root.digest(), root.size()));
            assertThat(read.parts().get(0).content())
                    .isEqualTo(written.get(i).parts().get(0).content());
        }
    }

    @Test
    void haveTheManifestOfAReferrer() {
        String digest = root.digest().toString();
        assertThat(new String(attachment("application/x.sbom", "{}").manifest().raw(), StandardCharsets.UTF_8))
                .isEqualTo("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                        + "\"artifactType\":\"application/x.sbom\","
                        + "\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\",\"digest\":\""
                        + Digest.of("{}".getBytes(StandardCharsets.UTF_8)) + "\",\"size\":2},"
                        + "\"layers\":[{\"mediaType\":\"application/x.sbom\",\"digest\":\""
                        + Digest.of("{}".getBytes(StandardCharsets.UTF_8))
                        + "\",\"size\":2,\"annotations\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}}],"
                        + "\"subject\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\""
                        + digest + "\",\"size\":" + root.size() + "},"
                        + "\"annotations\":{\"x\":\"3\",\"y\":\"2\",\"z\":\"1\"}}");
    }

    @Test
    void leaveTheLayoutOneOfASingleImage() throws IOException {
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "{}")));
        OciLayout layout = OciLayout.open(directory);
        assertThat(layout.entries()).hasSize(1);
        assertThat(layout.image("", PLATFORM).manifest().digest()).isEqualTo(root.digest());
    }

    @Test
    void replaceThoseOfBefore() throws IOException {
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "{}")));
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "new")));
        Set<String> replaced = blobs();
        assertThat(OciLayout.open(directory).attachments()).hasSize(1);
        writeImage("layer");
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "new")));
        assertThat(blobs()).isEqualTo(replaced);
    }

    @Test
    void leaveNoTraceWhenThereAreNone() throws IOException {
        Set<String> before = blobs();
        String index = Files.readString(directory.resolve("index.json"));
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "{}")));
        assertThat(blobs()).hasSizeGreaterThan(before.size());
        LayoutAttachments.replaceAll(directory, List.of());
        assertThat(blobs()).isEqualTo(before);
        assertThat(directory.resolve("index.json")).hasContent(index);
    }

    @Test
    void ofAnOlderImageGoWithIt() throws IOException {
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "old")));
        writeImage("another");
        assertThat(OciLayout.open(directory).attachments()).isEmpty();
        assertThat(blobs()).hasSize(3);
    }

    @Test
    void doNotTakeBlobsOfTheImageAlongWhenTheyGo() throws IOException {
        LayoutAttachments.replaceAll(directory, List.of(attachment(MediaTypes.OCI_LAYER, "layer")));
        LayoutAttachments.replaceAll(directory, List.of());
        assertThat(OciLayout.open(directory).image("", PLATFORM).blobs()).hasSize(1);
    }

    @Test
    void areInTheArchiveOfTheLayout() throws IOException {
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "{}")));
        var out = new ByteArrayOutputStream();
        new ArchiveWriter(OciLayout.open(directory)).oci(out);
        Path unpacked = temp.resolve("unpacked");
        try (var tar = new TarReader(new ByteArrayInputStream(out.toByteArray()))) {
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                if (entry.type() == TarEntry.Type.FILE) {
                    Path file = unpacked.resolve(entry.name());
                    Files.createDirectories(file.getParent());
                    Files.copy(tar.content(), file);
                }
            }
        }
        OciLayout copy = OciLayout.open(unpacked);
        assertThat(copy.attachments()).hasSize(1);
        assertThat(LayoutAttachments.read(copy, copy.attachments().get(0))
                        .parts()
                        .get(0)
                        .content())
                .isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void thatAreDamagedAreSaidToBe() throws IOException {
        LayoutAttachments.replaceAll(directory, List.of(attachment("application/x.sbom", "abc")));
        Digest content = Digest.of("abc".getBytes(StandardCharsets.UTF_8));
        Files.writeString(OciLayout.blobPath(directory, content), "abd");
        OciLayout layout = OciLayout.open(directory);
        Descriptor only = layout.attachments().get(0);
        assertThatThrownBy(() -> LayoutAttachments.read(layout, only))
                .hasMessageContaining("is damaged: blob %s", content);
    }

    private Set<String> blobs() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("blobs/sha256"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
