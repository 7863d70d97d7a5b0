package dev.drydock.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.io.ByteNames;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DirectoryTest {

    private static final String NOT_UTF_8 = ByteNames.decode(new byte[] {'n', (byte) 0xFF, (byte) 0xE9});

    @TempDir
    Path path;

    private Directory directory;

    @BeforeEach
    void open() throws Exception {
        directory = Directory.open(path);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void namesThatAreNotUtf8Survive() throws Exception {
        directory.makeDirectory(NOT_UTF_8, 0700);
        directory.makeSymlink("link", NOT_UTF_8);
        assertThat(directory.list()).containsExactly("link", NOT_UTF_8);
        assertThat(directory.symlinkTarget("link")).isEqualTo(NOT_UTF_8);
        assertThat(directory.status(NOT_UTF_8).isDirectory()).isTrue();
    }

    @Test
    void manyNamesAreListedInTheOrderOfTheirBytes() throws Exception {
        for (int i = 0; i < 3000; i++) {
            directory
                    .file("a-rather-long-name-to-need-several-reads-" + i, OpenFlags.WRITE | OpenFlags.CREATE, 0600)
                    .close();
        }
        assertThat(directory.list()).hasSize(3000).isSortedAccordingTo(ByteNames.BYTE_ORDER);
        assertThat(directory.list()).as("a second time").hasSize(3000);
    }

    @Test
    void symlinksAreNeitherOpenedNorEntered() throws Exception {
        Files.createDirectory(path.resolve("real"));
        directory.makeSymlink("to-directory", "real");
        directory.makeSymlink("to-file", "/etc/passwd");
        assertThatThrownBy(() -> directory.directory("to-directory"))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isIn(Errno.ENOTDIR, Errno.ELOOP));
        assertThatThrownBy(() -> directory.file("to-file", OpenFlags.READ, 0)).hasMessageContaining("ELOOP");
        var own = directory.status(".");
        directory.setOwner("to-file", own.uid(), own.gid());
        directory.setTimes("to-file", Instant.EPOCH);
        assertThat(directory.status("to-file").isSymlink()).isTrue();
        assertThat(directory.status("to-file").modified()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void statusTellsWhatWasSet() throws Exception {
        var time = Instant.parse("1969-02-03T04:05:06.123456789Z");
        try (var file = directory.file("f", OpenFlags.WRITE | OpenFlags.CREATE, 0600)) {
            file.output().write(new byte[200_000]);
        }
        directory.setMode("f", 06751);
        directory.setTimes("f", time);
        directory.makeLink("g", directory, "f");
        var status = directory.status("g");
        assertThat(status.permissions()).isEqualTo(06751);
        assertThat(status.modified()).isEqualTo(time);
        assertThat(status.size()).isEqualTo(200_000);
        assertThat(status.links()).isEqualTo(2);
        assertThat(status.inode()).isEqualTo(directory.status("f").inode());
        directory.setModified("f", Instant.EPOCH);
        assertThat(directory.status("f").modified()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void contentComesBackAsWritten() throws Exception {
        try (var file = directory.file("f", OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.NEW, 0600)) {
            file.output().write("one".getBytes());
            file.skip(3);
            file.write((ByteBuffer)
                    ByteBuffer.allocateDirect(3).put("two".getBytes()).flip());
            file.setSize(12);
        }
        assertThat(path.resolve("f")).hasBinaryContent("one\0\0\0two\0\0\0".getBytes());
        try (var file = directory.file("f", OpenFlags.READ, 0)) {
            assertThat(file.input().readAllBytes()).isEqualTo("one\0\0\0two\0\0\0".getBytes());
        }
    }

    @Test
    void extendedAttributesAreBytes() throws Exception {
        byte[] large = new byte[2000];
        large[1999] = (byte) 0xFF;
        directory.makeDirectory("d", 0755);
        directory.setXattr("d", "user.large", large);
        directory.setXattr("d", "user.empty", new byte[0]);
        directory.setXattr(".", "user.own", new byte[] {0, 1});
        assertThat(directory.xattrs("d"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("user.large", large, "user.empty", new byte[0]));
        assertThat(directory.xattr(".", "user.own")).hasValue(new byte[] {0, 1});
        assertThat(directory.xattr("d", "user.none")).isEmpty();
        directory.removeXattr("d", "user.large");
        assertThat(directory.xattrs("d")).containsOnlyKeys("user.empty");
    }

    @Test
    void aTreeIsRemovedWithoutLeavingIt() throws Exception {
        Path outside = Files.createDirectory(path.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "");
        directory.makeDirectory("tree", 0755);
        Files.createDirectories(path.resolve("tree/a/b"));
        Files.createSymbolicLink(path.resolve("tree/a/b/out"), outside);
        directory.removeTree("tree");
        directory.removeTree("tree");
        assertThat(directory.list()).containsExactly("outside");
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void failuresNameTheFileAndTheReason() {
        assertThatThrownBy(() -> directory.makeDirectory("no/such", 0755))
                .isInstanceOf(KernelException.class)
                .hasMessageStartingWith("mkdirat " + path + "/no/such: ")
                .hasMessageEndingWith("(ENOENT)");
    }

    @Test
    void renameReplacesAndLocksExclude() throws Exception {
        directory.file("a", OpenFlags.WRITE | OpenFlags.CREATE, 0600).close();
        directory.file("b", OpenFlags.WRITE | OpenFlags.CREATE, 0600).close();
        directory.rename("a", directory, "b");
        assertThat(directory.list()).containsExactly("b");
        try (var first = directory.file("b", OpenFlags.READ, 0);
                var second = directory.file("b", OpenFlags.READ, 0)) {
            first.lock(false);
            assertThat(second.tryLock(false)).isTrue();
            assertThat(second.tryLock(true)).isFalse();
        }
    }
}
