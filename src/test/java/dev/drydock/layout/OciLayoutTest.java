package dev.drydock.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.ImageConfig;
import dev.drydock.image.Index;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest {

    private static final Platform AMD = new Platform("linux", "amd64", "");
    private static final Platform ARM = new Platform("linux", "arm64", "");
    private static final Reference NAME = Reference.parse("me/app:1");

    @TempDir
    Path temp;

    @Test
    void writtenImageIsReadBackByAnyOfItsNames() throws IOException {
        Path out = temp.resolve("image");
        LayoutImage image = image(AMD, "one");
        Descriptor root = new LayoutWriter(out).write(List.of(image), List.of(NAME, NAME.withTag("2")));

        OciLayout layout = OciLayout.open(out);
        assertThat(root.digest()).isEqualTo(image.manifest().digest());
        assertThat(layout.entries())
                .extracting(e -> e.annotations().get(OciLayout.REF_NAME))
                .containsExactly("1", "2");
        for (String name : List.of("", "1", "2", "docker.io/me/app:2")) {
            LayoutImage read = layout.image(name, AMD);
            assertThat(read.config()).isEqualTo(image.config());
            assertThat(read.manifest().raw()).isEqualTo(image.manifest().raw());
            assertThat(read.blobs().values())
                    .allSatisfy(file -> assertThat(file).startsWith(out));
        }
        assertThat(Files.readString(out.resolve("oci-layout"))).isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    @Test
    void blobsAreLinkedNotCopiedWithinAFileSystem() throws IOException {
        Path out = temp.resolve("image");
        LayoutImage image = image(AMD, "one");
        new LayoutWriter(out).write(List.of(image), List.of(NAME));
        Path source = image.blobs().values().iterator().next();
        Path blob = out.resolve(
                "blobs/sha256/" + image.manifest().layers().get(0).digest().hex());
        assertThat(Files.getAttribute(blob, "unix:ino")).isEqualTo(Files.getAttribute(source, "unix:ino"));
    }

    @Test
    void rewritingRemovesWhatNothingNamesAnyMore() throws IOException {
        Path out = temp.resolve("image");
        new LayoutWriter(out).write(List.of(image(AMD, "one")), List.of(NAME));
        Files.writeString(out.resolve("blobs/sha256/.left-by-a-crash.tmp"), "x");
        LayoutImage second = image(AMD, "two");
        new LayoutWriter(out).write(List.of(second), List.of(NAME));
        assertThat(blobs(out))
                .containsExactlyInAnyOrder(
                        second.manifest().digest().hex(),
                        second.manifest().config().digest().hex(),
                        second.manifest().layers().get(0).digest().hex());
    }

    @Test
    void rewritingTheSameTouchesNothing() throws IOException {
        Path out = temp.resolve("image");
        new LayoutWriter(out).write(List.of(image(AMD, "one")), List.of(NAME));
        Object before = Files.getAttribute(out.resolve("index.json"), "unix:ino");
        new LayoutWriter(out).write(List.of(image(AMD, "one")), List.of(NAME));
        assertThat(Files.getAttribute(out.resolve("index.json"), "unix:ino")).isEqualTo(before);
    }

    @Test
    void damagedBlobIsReplacedByTheNextWrite() throws IOException {
        Path out = temp.resolve("image");
        LayoutImage image = image(AMD, "one");
        new LayoutWriter(out).write(List.of(image), List.of(NAME));
        Path blob = out.resolve(
                "blobs/sha256/" + image.manifest().layers().get(0).digest().hex());
        Files.delete(blob);
        Files.writeString(blob, "short");
        assertThatThrownBy(() -> OciLayout.open(out).image("", AMD))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("instead of");
        new LayoutWriter(out).write(List.of(image), List.of(NAME));
        assertThat(OciLayout.open(out).image("", AMD).blobs()).hasSize(1);
    }

    @Test
    void severalPlatformsAreJoinedByAnIndex() throws IOException {
        Path out = temp.resolve("image");
        Descriptor root = new LayoutWriter(out).write(List.of(image(AMD, "one"), image(ARM, "two")), List.of(NAME));
        OciLayout layout = OciLayout.open(out);
        assertThat(root.mediaType()).isEqualTo(MediaTypes.OCI_INDEX);
        assertThat(layout.image("1", ARM).parsedConfig().platform()).isEqualTo(ARM);
        assertThat(layout.image("1", AMD).parsedConfig().platform()).isEqualTo(AMD);
        assertThat(layout.images(layout.entry("1"))).hasSize(2);
        assertThatThrownBy(() -> layout.image("1", new Platform("linux", "s390x", "")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("no image for linux/s390x");
    }

    @Test
    void anIndexOfOneImageIsForItsPlatformOnly() throws IOException {
        Path out = temp.resolve("image");
        var writer = new LayoutWriter(out);
        LayoutImage amd = image(AMD, "one");
        writer.write(List.of(amd, image(ARM, "two")), List.of(NAME));
        Index one = Index.of(List.of(amd.manifest().descriptor().withPlatform(AMD)), Map.of());
        Files.write(out.resolve("blobs/sha256").resolve(one.digest().hex()), one.raw());
        Files.write(
                out.resolve("index.json"),
                Index.of(List.of(one.descriptor()), Map.of()).raw());
        assertThat(OciLayout.open(out).image("", AMD).parsedConfig().platform()).isEqualTo(AMD);
        assertThatThrownBy(() -> OciLayout.open(out).image("", ARM))
                .isInstanceOfSatisfying(
                        BuildFailure.class,
                        failure -> assertThat(failure.hint()).startsWith("It has linux/amd64. "))
                .hasMessageContaining("no image for linux/arm64");
    }

    @Test
    void platformsListedInIndexJsonItselfAreFound() throws IOException {
        Path out = temp.resolve("image");
        LayoutImage amd = image(AMD, "one");
        LayoutImage arm = image(ARM, "two");
        new LayoutWriter(out).write(List.of(amd, arm), List.of(NAME));
        Index flat = Index.of(
                List.of(
                        amd.manifest().descriptor().withPlatform(AMD),
                        arm.manifest().descriptor().withPlatform(ARM)),
                Map.of());
        Files.write(out.resolve("index.json"), flat.raw());
        assertThat(OciLayout.open(out).image("", ARM).parsedConfig().platform()).isEqualTo(ARM);
    }

    @Test
    void changedManifestIsRefused() throws IOException {
        Path out = temp.resolve("image");
        LayoutImage image = image(AMD, "one");
        new LayoutWriter(out).write(List.of(image), List.of(NAME));
        Path manifest = out.resolve("blobs/sha256/" + image.manifest().digest().hex());
        byte[] raw = image.manifest().raw().clone();
        raw[raw.length - 3] ^= 1;
        Files.write(manifest, raw);
        assertThatThrownBy(() -> OciLayout.open(out).image("", AMD))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("other bytes than its digest says");
    }

    @Test
    void indexPointingToItselfEnds() throws IOException {
        Path out = temp.resolve("image");
        new LayoutWriter(out).write(List.of(image(AMD, "one")), List.of(NAME));
        Index inner = Index.of(List.of(image(AMD, "x").manifest().descriptor()), Map.of());
        for (int i = 0; i < 8; i++) {
            Files.write(out.resolve("blobs/sha256/" + inner.digest().hex()), inner.raw());
            inner = Index.of(List.of(inner.descriptor()), Map.of());
        }
        Files.write(out.resolve("index.json"), inner.raw());
        assertThatThrownBy(() -> OciLayout.open(out).image("", AMD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("indexes within indexes");
    }

    @Test
    void directoryWithoutALayoutIsNamed() {
        assertThatThrownBy(() -> OciLayout.open(temp.resolve("none")))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("no OCI image layout in " + temp.resolve("none"));
    }

    private static TreeSet<String> blobs(Path out) throws IOException {
        try (var files = Files.list(out.resolve("blobs/sha256"))) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The layout does not look into layers, so any bytes do. */
    private LayoutImage image(Platform platform, String content) throws IOException {
        byte[] layer = ("layer " + content).getBytes(StandardCharsets.UTF_8);
        Descriptor blob = new Descriptor(MediaTypes.OCI_LAYER, Digest.of(layer), layer.length);
        Path file = Files.write(temp.resolve(blob.digest().hex()), layer);
        byte[] config =
                ImageConfig.empty(platform).withDiffIds(List.of(blob.digest())).toBytes();
        Manifest manifest = Manifest.of(
                new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length), List.of(blob), Map.of());
        return new LayoutImage(manifest, config, Map.of(blob.digest(), file), null, Map.of());
    }
}
