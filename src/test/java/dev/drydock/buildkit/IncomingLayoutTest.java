package dev.drydock.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layout.LayoutImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IncomingLayoutTest {

    private static final Platform AMD64 = Platform.parse("linux/amd64");
    private static final Platform ARM64 = Platform.parse("linux/arm64");

    @TempDir
    Path directory;

    private List<LayoutImage> images(byte[] tar, Platform... platforms) throws IOException {
        try (var incoming = IncomingLayout.in(directory.resolve("incoming"))) {
            incoming.readFrom(new ByteArrayInputStream(tar));
            return incoming.images(List.of(platforms));
        }
    }

    @Test
    void imagesComeInTheOrderTheyWereAskedForWithoutAttestations() throws Exception {
        byte[] tar = OciTar.of("linux/amd64", "linux/arm64").withAttestation().bytes();
        List<LayoutImage> images = images(tar, ARM64, AMD64);
        assertThat(images).hasSize(2);
        assertThat(images.get(0).parsedConfig().platform()).isEqualTo(ARM64);
        assertThat(images.get(1).parsedConfig().platform()).isEqualTo(AMD64);
        assertThat(directory.resolve("incoming")).doesNotExist();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("'../../etc/passwd' has no place", OciTar.alone(file("../../etc/passwd", 0))),
                Arguments.of("'/index.json' has no place", OciTar.alone(file("/index.json", 0))),
                Arguments.of("'blobs/sha256/../../x' has no place", OciTar.alone(file("blobs/sha256/../../x", 0))),
                Arguments.of("'blobs' has no place", OciTar.alone(link("blobs", "/tmp"))),
                Arguments.of("'index.json' has no place", OciTar.alone(link("index.json", "/etc/shadow"))),
                Arguments.of("is not named by a digest", OciTar.alone(file("blobs/sha256/abc", 0))),
                Arguments.of("is not named by a digest", OciTar.alone(file("blobs/md5/" + "0".repeat(32), 0))),
                Arguments.of("other bytes than its digest", OciTar.alone(file("blobs/sha256/" + "0".repeat(64), 0))),
                Arguments.of("index.json is there twice", OciTar.alone(file("index.json", 0), file("index.json", 0))),
                Arguments.of("index.json has 33554433 bytes", OciTar.alone(file("index.json", (32 << 20) + 1))),
                Arguments.of("it has no image for linux/arm64", OciTar.of("linux/amd64")),
                Arguments.of(
                        "an image for linux/riscv64, which nobody has asked for",
                        OciTar.of("linux/arm64", "linux/riscv64")),
                Arguments.of(
                        "1 layers, and its config names 0",
                        OciTar.of("linux/arm64").withoutDiffIds()),
                Arguments.of("is missing", OciTar.of("linux/arm64").withoutLayers()));
    }

    private static TarEntry file(String name, long size) {
        return TarEntry.file(name, 0644, 0, 0, size, java.time.Instant.EPOCH);
    }

    private static TarEntry link(String name, String target) {
        return TarEntry.symlink(name, target, 0, 0, java.time.Instant.EPOCH);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNoLayoutIsRefused(String why, OciTar tar) throws Exception {
        Path outside = directory.resolve("outside");
        Files.createDirectory(outside);
        assertThatThrownBy(() -> images(tar.bytes(), ARM64))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(why);
        assertThat(directory.resolve("incoming")).doesNotExist();
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(outside));
    }

    @Test
    void nothingIsNoLayout() {
        assertThatThrownBy(() -> images(new byte[0], AMD64))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("There is no OCI image layout");
    }

    @Test
    void anArchiveThatBreaksOffIsAnError() throws Exception {
        byte[] whole = OciTar.of("linux/amd64").bytes();
        byte[] half = java.util.Arrays.copyOf(whole, 700);
        assertThatThrownBy(() -> images(half, AMD64)).isInstanceOf(IOException.class);
    }
}
