package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {

    @TempDir
    Path root;

    private BuildContext open(String rules) {
        return BuildContext.open(root, IgnoreRules.parse(rules));
    }

    private void write(String path, String content) throws IOException {
        Path file = HostNames.resolve(root, path);
        Files.createDirectories(file.getParent());
        Files.write(file, ByteNames.encode(content));
    }

    @Test
    void listsInByteOrderAndFindsByExactPath() throws IOException {
        write("b", "1");
        write("a/x", "2");
        write("a.b", "3");
        BuildContext context = open("");
        assertThat(context.children("")).containsExactly("a", "a.b", "b");
        assertThat(context.children("b")).isEmpty();
        assertThat(context.children("nothing")).isEmpty();
        assertThat(context.get("a/x").entry().size()).isEqualTo(1);
        assertThat(context.get("a/y")).isNull();
        assertThat(context.get("b/x")).isNull();
        assertThat(new String(context.open("a/x").readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("2");
    }

    @Test
    void whatTheBuildWritesItselfIsHiddenWhateverTheRulesSay() throws IOException {
        write("target/app.jar", "1");
        Path output = root.resolve("target/drydock");
        BuildContext before = open("!target/drydock").hiding(output).hiding(Path.of("/elsewhere/entirely"));
        write("target/drydock/image/index.json", "2");
        BuildContext after = open("!target/drydock").hiding(output);
        assertThat(before.children("target")).containsExactly("app.jar");
        assertThat(after.children("target")).containsExactly("app.jar");
        assertThat(after.get("target/drydock/image/index.json")).isNull();
    }

    @Test
    void everythingBelongsToRoot() throws IOException {
        write("a", "1");
        TarEntry entry = open("").get("a").entry();
        assertThat(entry.uid()).isZero();
        assertThat(entry.gid()).isZero();
    }

    @Test
    void linksAreWhatTheyAreAndNeverFollowed() throws IOException {
        write("d/f", "1");
        Files.createSymbolicLink(root.resolve("link"), Path.of("d"));
        Files.createSymbolicLink(root.resolve("passwd"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        BuildContext context = open("");
        assertThat(context.get("link").entry().linkName()).isEqualTo("d");
        assertThat(context.get("link/f")).isNull();
        assertThat(context.children("link")).isEmpty();
        assertThat(context.get("loop").entry().isSymlink()).isTrue();
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> context.open("passwd"));
        Files.delete(root.resolve("passwd")); // JUnit's own deletion would warn of it
    }

    @Test
    void namesKeepTheirBytes() throws IOException {
        List<String> names = List.of("caf\uDCE9", "new\nline", "quest?ion", "perc%41", "sp ace", "ümläut", "emoji😀");
        for (String name : names) {
            write("d/" + name, name);
        }
        Files.createSymbolicLink(root.resolve("link"), HostNames.resolve(root, "d/caf\uDCE9"));
        BuildContext context = open("");
        assertThat(context.children("d")).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(context.open("d/" + name).readAllBytes()).isNotEmpty();
        }
        assertThat(context.get("link").entry().linkName()).endsWith("/d/caf\uDCE9");
    }

    @Test
    void namesOfOneFileHaveOneIdentity() throws IOException {
        write("a", "1");
        write("alone", "1");
        Files.createLink(root.resolve("b"), root.resolve("a"));
        BuildContext context = open("");
        assertThat(context.get("a").identity())
                .isNotEmpty()
                .isEqualTo(context.get("b").identity());
        assertThat(context.get("alone").identity()).isEmpty();
    }

    @Test
    void aSocketIsAnEmptyFile() throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(root.resolve("s")));
            BuildContext context = open("");
            assertThat(context.get("s").entry().isFile()).isTrue();
            assertThat(context.get("s").entry().size()).isZero();
            assertThat(context.open("s").readAllBytes()).isEmpty();
        }
    }

    @Test
    void excludedDirectoriesAreNotEntered() throws IOException {
        write("node_modules/x", "1");
        write("kept/deep/er/f", "1");
        Files.setPosixFilePermissions(root.resolve("node_modules"), java.util.Set.of());
        BuildContext context = open("node_modules\nkept\n!kept/deep/er\n");
        assertThat(context.children("")).containsExactly("kept");
        assertThat(context.children("kept")).containsExactly("deep");
        assertThat(context.get("kept/deep/er/f")).isNotNull();
        assertThat(context.get("node_modules/x")).isNull();
    }

    /** Several threads look at what is in it. */
    @Test
    void aDirectoryOfManyFilesIsInOrderAndWithoutWhatIsExcluded() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 1000; i < 1300; i++) {
            write("d/" + i + (i % 3 == 0 ? ".log" : ".txt"), "1");
            if (i % 3 != 0 || i == 1200) {
                expected.add(i + (i == 1200 ? ".log" : ".txt"));
            }
        }
        write("d/sub/kept", "1");
        expected.add("sub");
        BuildContext context = open("d/*\n!d/*.txt\n!d/1200.log\n!d/sub/kept\n");
        assertThat(context.children("d")).containsExactlyElementsOf(expected);
        assertThat(context.children("d/sub")).containsExactly("kept");
        assertThat(context.get("d/1201.log")).isNull();
        assertThat(context.get("d/1202.txt")).isNotNull();
    }

    @Test
    void anExcludedDirectoryWithoutAnythingBroughtBackIsNotThere() throws IOException {
        write("d/a", "1");
        write("d/sub/b", "1");
        BuildContext context = open("d\n!d/sub/c\n");
        assertThat(context.children("")).isEmpty();
        assertThat(context.get("d")).isNull();
    }

    @Test
    void aContextThatIsNoDirectoryIsRefused() throws IOException {
        write("f", "1");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> BuildContext.open(root.resolve("f"), IgnoreRules.none()))
                .withMessageContaining("is not a directory");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> BuildContext.open(root.resolve("none"), IgnoreRules.none()))
                .withMessageContaining("does not exist");
    }

    @Test
    void aLinkToADirectoryMayBeTheContext() throws IOException {
        write("real/f", "1");
        Files.createSymbolicLink(root.resolve("link"), Path.of("real"));
        assertThat(BuildContext.open(root.resolve("link"), IgnoreRules.none()).children(""))
                .containsExactly("f");
    }

    @Test
    void theMemoSparesReadingWhatHasNotChanged() throws Exception {
        write("a", "1");
        write("b", "1");
        Files.setLastModifiedTime(root.resolve("a"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        var memo = ContentMemo.forNow();
        var digests = new ContentDigests(memo);
        Digest one = Digest.of("1".getBytes(StandardCharsets.UTF_8));
        assertThat(digests.of(open(""), List.of("a", "b")))
                .containsEntry("a", one)
                .containsEntry("b", one);
        // Both were changed just now (ctime), so another change in the same tick could go unseen: nothing is
        // remembered.
        assertThat(memo.find(FileStamp.of(root.resolve("a")))).isNull();
        Thread.sleep(80);
        digests.of(open(""), List.of("a"));
        assertThat(memo.find(FileStamp.of(root.resolve("a")))).isEqualTo(one);
        Digest marker = Digest.of(new byte[] {42});
        memo.remember(FileStamp.of(root.resolve("a")), marker);
        assertThat(digests.of(open(""), List.of("a"))).containsEntry("a", marker);
        write("a", "2");
        assertThat(digests.of(open(""), List.of("a"))).doesNotContainValue(marker);
    }

    @Test
    void aFileThatChangedSinceItWasListedIsNoticed() throws IOException {
        write("a", "1");
        BuildContext context = open("");
        context.children("");
        write("a", "other");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> new ContentDigests(ContentMemo.forNow()).of(context, List.of("a")))
                .withMessageContaining("changed while it was read");
    }
}
