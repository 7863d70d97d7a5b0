package dev.drydock.run.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.io.ByteNames;
import dev.drydock.io.compress.Compression;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.LayerWriter;
import dev.drydock.layer.WrittenLayer;
import dev.drydock.sandbox.kernel.Architecture;
import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.owners.FileOwners;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeWriterTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_000_000);

    @TempDir
    private Path upper;

    @TempDir
    private Path blobs;

    @BeforeEach
    void needsSystemCalls() {
        assumeTrue(Architecture.current().isPresent());
    }

    private interface Tree {
        void make(Path root) throws IOException;
    }

    static Stream<Arguments> trees() {
        return Stream.of(
                tree("nothing", root -> {}),
                tree("one file", root -> file(root, "a", 5)),
                tree("empty files", root -> files(root, 200, i -> 0)),
                tree("more small files than are read at a time", root -> files(root, 700, i -> 1 + i % 900)),
                tree("files as large as a buffer and larger", root -> {
                    int number = 0;
                    for (int size : List.of(65_535, 65_536, 65_537, 131_072, 262_144, 1_000_001)) {
                        file(root, "f" + number++, size);
                    }
                }),
                tree("small ones and large ones in turn", root -> files(root, 90, i -> i % 3 == 0 ? 100_000 : 60_000)),
                tree("holes", root -> {
                    file(root, "a", 10);
                    try (var sparse =
                            new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
                        sparse.setLength(3_000_000);
                        sparse.seek(1_500_000);
                        sparse.write(7);
                    }
                    file(root, "z", 10);
                }),
                tree("hard links across directories", root -> {
                    file(root, "b/first", 1000);
                    file(root, "d/large", 100_000);
                    Files.createDirectories(root.resolve("a"));
                    Files.createLink(root.resolve("a/link"), root.resolve("b/first"));
                    Files.createLink(root.resolve("e"), root.resolve("d/large"));
                    Files.createLink(root.resolve("b/again"), root.resolve("b/first"));
                }),
                tree("symlinks", root -> {
                    Files.createSymbolicLink(root.resolve("to-nothing"), Path.of("nowhere"));
                    file(root, "x", 3);
                    Files.createSymbolicLink(root.resolve("y"), Path.of("x"));
                }),
                tree("a directory for each file", root -> {
                    for (int i = 0; i < 300; i++) {
                        file(root, "p" + i + "/lib/m", 1 + i);
                    }
                }));
    }

    private static Arguments tree(String name, Tree tree) {
        return Arguments.of(name, tree);
    }

    private interface Sizes {
        int of(int number);
    }

    private static void files(Path root, int count, Sizes sizes) throws IOException {
        for (int i = 0; i < count; i++) {
            file(root, "f" + i, sizes.of(i));
        }
    }

    private static void file(Path root, String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) name.hashCode());
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trees")
    void aTreeBecomesTheLayerOfItsFilesOneByOne(String name, Tree tree) throws Exception {
        assertLayer(tree, false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trees")
    void aTreeThatIsSettledFirstBecomesTheSameLayer(String name, Tree tree) throws Exception {
        assertLayer(tree, true);
    }

    private void assertLayer(Tree tree, boolean settled) throws Exception {
        tree.make(upper);
        WrittenLayer expected;
        try (var writer = new LayerWriter(blobs, Compression.NONE)) {
            addOneByOne(upper, "", new HashMap<>(), writer);
            expected = writer.finish();
        }
        WrittenLayer written;
        try (var writer = new LayerWriter(blobs, Compression.NONE);
                var directory = Directory.open(upper)) {
            var changes = new ChangeWriter(directory, OverlayMarks.TRUSTED, FileOwners.REAL, Instant.EPOCH, TIME);
            if (settled) {
                changes.settle(null, directory.status("."));
                new SettledWriter(OverlayMarks.TRUSTED, FileOwners.REAL).write(directory, false, writer);
            } else {
                changes.write(null, directory.status("."), writer);
            }
            written = writer.finish();
        }
        assertThat(written.layer()).isEqualTo(expected.layer());
        assertThat(written.index()).isEqualTo(expected.index());
        assertThat(written.file()).hasSameBinaryContentAs(expected.file());
        try (var all = Files.walk(upper)) {
            assertThat(all).allMatch(ChangeWriterTest::hasTime);
        }
    }

    private static boolean hasTime(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .equals(TIME);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void addOneByOne(Path directory, String path, Map<Object, String> first, LayerWriter writer)
            throws IOException {
        var names = new ArrayList<String>();
        try (var children = Files.list(directory)) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        }
        names.sort(ByteNames.BYTE_ORDER);
        for (String name : names) {
            Path file = directory.resolve(name);
            String childPath = path.isEmpty() ? name : path + "/" + name;
            var unix = Files.readAttributes(file, "unix:mode,uid,gid,ino", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) unix.get("mode") & 07777;
            int uid = (Integer) unix.get("uid");
            int gid = (Integer) unix.get("gid");
            if (Files.isSymbolicLink(file)) {
                writer.add(
                        TarEntry.symlink(childPath, Files.readSymbolicLink(file).toString(), uid, gid, TIME));
            } else if (Files.isDirectory(file)) {
                writer.add(TarEntry.directory(childPath, mode, uid, gid, TIME));
                addOneByOne(file, childPath, first, writer);
            } else {
                var entry = TarEntry.file(childPath, mode, uid, gid, Files.size(file), TIME);
                String known = first.putIfAbsent(unix.get("ino"), childPath);
                if (known != null) {
                    writer.add(entry.asHardLinkTo(known));
                } else if (entry.size() == 0) {
                    writer.add(entry);
                } else {
                    try (var in = Files.newInputStream(file)) {
                        writer.add(entry, in);
                    }
                }
            }
        }
    }
}
