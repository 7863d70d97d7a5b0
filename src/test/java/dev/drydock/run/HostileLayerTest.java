package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.image.MediaTypes;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.io.tar.TarWriter;
import dev.drydock.layer.LayerFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Layers that try to reach files outside the directory they are unpacked to, or to confuse overlayfs. */
class HostileLayerTest extends SandboxTest {

    private static final byte[] EVIL = "evil".getBytes();

    private static TarEntry file(String name) {
        return TarEntry.file(name, 0644, 0, 0, EVIL.length, Busybox.OLD);
    }

    private static TarEntry symlink(String name, String target) {
        return TarEntry.symlink(name, target, 0, 0, Busybox.OLD);
    }

    private static TarEntry link(String name, String target) {
        return file(name).asHardLinkTo(target);
    }

    private static TarEntry directory(String name) {
        return TarEntry.directory(name, 0777, 0, 0, Busybox.OLD);
    }

    private static LayerFile tar(List<TarEntry> entries) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        for (var entry : entries) {
            if (entry.isFile()) {
                tar.add(entry, new ByteArrayInputStream(EVIL, 0, (int) entry.size()));
            } else {
                tar.add(entry);
            }
        }
        tar.finish();
        var digest = Digest.of(bytes.toByteArray());
        Path file = Files.write(directory.resolve(digest.hex()), bytes.toByteArray());
        return new LayerFile(new Layer(new Descriptor(MediaTypes.OCI_LAYER, digest, bytes.size()), digest), file);
    }

    @Test
    void aFileThatIsNotWhatWasStoredIsNamed() throws Exception {
        LayerFile layer = tar(List.of(file("a")));
        byte[] bytes = Files.readAllBytes(layer.file());
        bytes[0] ^= 1;
        Files.write(layer.file(), bytes);
        assertThatThrownBy(() -> run(List.of(base(), layer), "true"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(layer.file() + " has changed since it was stored");
    }

    @TestFactory
    Stream<DynamicTest> nothingOutsideIsTouched() throws Exception {
        Path outside = Files.createDirectory(scratch().resolve("outside"));
        Files.writeString(outside.resolve("victim"), "innocent");
        String out = outside.toString();
        String up = "../".repeat(20);
        Map<String, List<TarEntry>> layers = Map.ofEntries(
                Map.entry("dots in a name", List.of(file(up + out.substring(1) + "/victim"))),
                Map.entry(
                        "dots in the middle", List.of(directory("a"), file("a/" + up + out.substring(1) + "/victim"))),
                Map.entry("absolute name", List.of(file(out + "/victim"))),
                Map.entry("parent is a symlink", List.of(symlink("a", out), file("a/victim"))),
                Map.entry(
                        "parent is a relative symlink", List.of(symlink("a", up + out.substring(1)), file("a/victim"))),
                Map.entry("grandparent is a symlink", List.of(symlink("a", "/"), file("a" + out + "/victim"))),
                Map.entry("directory made through a symlink", List.of(symlink("a", out), directory("a/new"))),
                Map.entry(
                        "directory over a symlink, then a file",
                        List.of(symlink("a", out), directory("a"), file("a/victim"))),
                Map.entry("file over a symlink to it", List.of(symlink("a", out + "/victim"), file("a"))),
                Map.entry(
                        "symlink swapped in for a directory",
                        List.of(directory("a"), symlink("a", out), file("a/victim"))),
                Map.entry("hard link out", List.of(link("a", up + out.substring(1) + "/victim"), file("a"))),
                Map.entry("hard link through a symlink", List.of(symlink("d", out), link("a", "d/victim"), file("a"))),
                Map.entry("hard link to a symlink", List.of(symlink("d", out + "/victim"), link("a", "d"), file("a"))),
                Map.entry("whiteout through a symlink", List.of(symlink("a", out), file("a/.wh.victim"))),
                Map.entry("whiteout of dots", List.of(directory("a"), file("a/.wh..."))),
                Map.entry("whiteout above", List.of(file(".wh..."), file("a/.wh../victim"))),
                Map.entry("opaque through a symlink", List.of(symlink("a", out), file("a/.wh..wh..opq"))),
                Map.entry("the root is a symlink", List.of(symlink("", out), symlink("./", out), file("victim"))),
                Map.entry("mode through a symlink", List.of(symlink("a", out), directory("a/"), directory("a/."))));
        return layers.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    try {
                        run(List.of(base(), tar(each.getValue())), "true");
                    } catch (BuildFailure | IllegalArgumentException refused) {
                        assertThat(refused).hasMessageMatching("(?s).*");
                    }
                    assertThat(outside.resolve("victim")).hasContent("innocent");
                    try (var children = Files.list(outside)) {
                        assertThat(children).hasSize(1);
                    }
                    assertThat(Files.getPosixFilePermissions(outside))
                            .doesNotContain(java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE);
                }));
    }

    @Test
    void overlayfsIsNotToldAnythingByLayers() throws Exception {
        var attributes = Map.of(
                "user.overlay.opaque",
                new byte[] {'y'},
                "trusted.overlay.opaque",
                new byte[] {'y'},
                "user.overlay.redirect",
                "/bin".getBytes(),
                "trusted.overlay.redirect",
                "/bin".getBytes());
        var home = TarEntry.of("home", Type.DIRECTORY)
                .mode(0755)
                .modified(Busybox.OLD)
                .xattrs(attributes)
                .build();
        assertThat(run(List.of(base(), tar(List.of(home))), "ls /home").lines()).containsExactly("web");
        var whiteout = TarEntry.of("etc/group", Type.CHARACTER_DEVICE)
                .modified(Busybox.OLD)
                .build();
        assertThat(run(List.of(base(), tar(List.of(whiteout))), "ls /etc").lines())
                .contains("group");
    }

    @Test
    void aDamagedLayerLeavesNoSnapshot() throws Exception {
        var good = tar(List.of(directory("d"), file("d/f")));
        byte[] bytes = Files.readAllBytes(good.file());
        Path cut = Files.write(directory.resolve("cut"), java.util.Arrays.copyOf(bytes, 1100));
        assertThatThrownBy(() -> run(List.of(base(), new LayerFile(good.layer(), cut)), "true"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("has changed since it was stored");
        assertThat(run(List.of(base(), good), "cat /d/f").text()).isEqualTo("evil");
    }

    @Test
    void aSymlinkWhereTheContainerHasItsMountsStaysInside() throws Exception {
        String victim = Files.createDirectory(scratch().resolve("victim")).toString();
        var layers = List.of(
                base(),
                tar(List.of(
                        symlink("dev", victim),
                        symlink("proc", "/../../.." + victim + "-proc"),
                        symlink("etc", victim),
                        symlink("sys", "sys2"),
                        directory("sys2"))));
        var outcome = new Run()
                .layers(layers)
                .workdir(victim + "/w")
                .script("ls /proc/self/status; ls " + victim + "; pwd")
                .go();
        assertThat(outcome.lines()).contains("/proc/self/status", victim + "/w");
        try (var children = Files.list(Path.of(victim))) {
            assertThat(children).isEmpty();
        }
    }
}
