package dev.drydock.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.drydock.context.BuildContext;
import dev.drydock.context.ContentDigests;
import dev.drydock.context.ContentMemo;
import dev.drydock.context.IgnoreRules;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import dev.drydock.layer.AllNodes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyOperationTest {

    private static final Instant BUILD = Instant.parse("2010-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Path context;
    private Path layers;

    @BeforeEach
    void makeContext() throws Exception {
        context = Files.createDirectory(folder.resolve("context"));
        layers = Files.createDirectory(folder.resolve("layers"));
        CopyCase.layOut(
                context,
                TreeText.parse(List.of(
                        "f 0644 0:0 d/a = 1",
                        "f 0644 0:0 d/b = 2",
                        "d 0755 0:0 d/e",
                        "l 0777 0:0 d/l -> a",
                        "f 0644 0:0 other = 3",
                        "f 0644 0:0 same = 1")));
    }

    private Stage stage() {
        return new Stage(layers).context(BuildContext.open(context, IgnoreRules.none()));
    }

    private Digest digest(String step) throws IOException, InterruptedException {
        return stage().contentDigest(step);
    }

    @ParameterizedTest(name = "{0} changes the digest: {2}")
    @CsvSource({
        "the content, echo 9 > d/a, true",
        "the mode, chmod 600 d/a, true",
        "the mode of a directory, chmod 700 d/e, true",
        "a name, mv d/a d/z, true",
        "a new file, touch d/n, true",
        "a new directory, mkdir d/n, true",
        "a removed file, rm d/b, true",
        "a link target, ln -sfn b d/l, true",
        "a type, rm d/b; mkdir d/b, true",
        "a hard link instead of a copy, cp d/a d/n && rm d/b && ln d/a d/b, true",
        "a time, touch -d 2005-05-05 d/a d/e d, false",
        "a file that is not copied, echo 9 > other, false",
        "the mode of the directory itself, chmod 700 d, false"
    })
    void whatCountsForTheDigest(String what, String change, boolean counts) throws Exception {
        Digest before = digest("COPY d /x");
        var shell = new ProcessBuilder("sh", "-ec", change.replace("\\,", ",")).directory(context.toFile());
        assertThat(shell.inheritIO().start().waitFor()).as(change).isZero();
        assertThat(digest("COPY d /x").equals(before)).isEqualTo(!counts);
    }

    @Test
    void extendedAttributesCount() throws Exception {
        Digest before = digest("COPY d /x");
        setAttribute(context.resolve("d/a"));
        Digest onFile = digest("COPY d /x");
        setAttribute(context.resolve("d/e"));
        assertThat(onFile).isNotEqualTo(before);
        assertThat(digest("COPY d /x")).isNotEqualTo(onFile);
    }

    private static void setAttribute(Path file) throws IOException {
        try {
            Files.setAttribute(file, "user:x", new byte[] {1});
        } catch (java.nio.file.FileSystemException e) {
            org.junit.jupiter.api.Assumptions.abort("this file system has no extended attributes");
        }
    }

    @Test
    void effectiveOwnersAndModesCount() throws Exception {
        Digest plain = digest("COPY d /x");
        assertThat(digest("COPY --chown=1 d /x")).isNotEqualTo(plain);
        assertThat(digest("COPY --chown=0:0 d /x")).isEqualTo(plain);
        assertThat(digest("COPY --chmod=u=rwX,go=rX d /x")).isEqualTo(plain);
        assertThat(digest("COPY --chmod=700 d /x")).isNotEqualTo(plain);
    }

    @Test
    void theNameOfASourceCountsForFiles() throws Exception {
        assertThat(digest("COPY d/a /x/")).isNotEqualTo(digest("COPY same /x/"));
    }

    @Test
    void equalContentOfAnotherStageRunHits() throws Exception {
        List<TreeText.Item> tree = TreeText.parse(List.of("d 0755 0:0 out", "f 0644 5:6 out/f = 1"));
        List<TreeText.Item> later = tree.stream()
                .map(i -> new TreeText.Item(i.entry().withModified(BUILD), i.content()))
                .toList();
        Digest one = stage().stage(1, tree).contentDigest("COPY --from=1 /out /x");
        assertThat(stage().stage(1, later).contentDigest("COPY --from=1 /out /x"))
                .isEqualTo(one);
    }

    @Test
    void contextFilesTakeTheTimestamp() throws Exception {
        Stage stage = stage().timestamp(BUILD);
        stage.run("COPY d /new/x");
        assertThat(times(stage)).allSatisfy((path, time) -> assertThat(time).isEqualTo(BUILD));
    }

    @Test
    void withoutTimestampFilesKeepTheirOwn() throws Exception {
        Files.setLastModifiedTime(context.resolve("d/a"), FileTime.from(BUILD));
        Stage stage = stage();
        stage.run("COPY d /x");
        assertThat(times(stage)).containsEntry("x/a", BUILD).containsEntry("x/b", truncated(TreeText.TIME));
    }

    @Test
    void filesOfImagesAndArchivesKeepTimesThatAreNotLater() throws Exception {
        Path tar = context.resolve("a.tar");
        try (var out = new TarWriter(Files.newOutputStream(tar))) {
            out.add(TarEntry.directory("old", 0755, 0, 0, TreeText.TIME));
            out.add(TarEntry.directory("new", 0755, 0, 0, Instant.parse("2020-01-01T00:00:00Z")));
            out.add(TarEntry.directory("before", 0755, 0, 0, Instant.ofEpochSecond(-5)));
            out.finish();
        }
        Stage stage =
                stage().timestamp(BUILD).stage(1, TreeText.parse(List.of("d 0755 0:0 out", "f 0644 5:6 out/f = 1")));
        stage.run("ADD a.tar /x");
        stage.run("COPY --from=1 /out /y");
        assertThat(times(stage))
                .containsEntry("x/old", truncated(TreeText.TIME))
                .containsEntry("x/new", BUILD)
                .containsEntry("x/before", Instant.EPOCH)
                .containsEntry("y/f", truncated(TreeText.TIME));
    }

    @Test
    void theSameInputsMakeTheSameLayer() throws Exception {
        Stage one = stage().timestamp(BUILD);
        one.run("COPY . /x");
        Files.setLastModifiedTime(context.resolve("d/a"), FileTime.from(BUILD));
        Stage two = stage().timestamp(BUILD);
        two.run("COPY . /x");
        assertThat(two.last.layer()).isEqualTo(one.last.layer());
    }

    @Test
    void anArchiveOfNothingIsCopied() throws Exception {
        Files.write(context.resolve("none.tar"), new byte[1024]);
        Stage stage = stage();
        stage.run("ADD none.tar /x/");
        assertThat(stage.root.files().get("x/none.tar").entry().size()).isEqualTo(1024);
    }

    @Test
    void aDownloadIs0600UnlessAModeIsGivenAndNotUnpackedUnlessAsked() throws Exception {
        Path file = folder.resolve("download");
        try (var out = new TarWriter(Files.newOutputStream(file))) {
            out.add(
                    TarEntry.file("one", 0640, 5, 6, 4, TreeText.TIME),
                    new ByteArrayInputStream("one\n".getBytes(StandardCharsets.UTF_8)));
            out.finish();
        }
        var download = new CopyInputs.Download(
                file, "b.tar", Digest.of(Files.readAllBytes(file)), Instant.parse("2015-10-21T07:28:00Z"));
        Stage stage = stage().download("http://h/b.tar", download);
        stage.run("ADD http://h/b.tar /kept/");
        stage.run("ADD --chmod=644 --chown=7:8 http://h/b.tar /named");
        stage.run("ADD --unpack=true http://h/b.tar /open/");
        assertThat(stage.listing().stream().map(line -> line.replaceAll(" = .*", "")))
                .containsExactly(
                        "d 0755 0:0 kept",
                        "f 0600 0:0 kept/b.tar",
                        "f 0644 7:8 named",
                        "d 0755 0:0 open",
                        "f 0640 5:6 open/one");
        assertThat(times(stage)).containsEntry("kept/b.tar", download.modified());
    }

    @Test
    void aRepositoryIsCopiedByItsContentsAndGivesItsMode() throws Exception {
        Files.setPosixFilePermissions(
                context.resolve("d"), java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        var repository = new ContextTree(
                BuildContext.open(context.resolve("d"), IgnoreRules.none()), new ContentDigests(ContentMemo.forNow()));
        Stage stage = stage().repository("https://h/r.git", repository);
        stage.run("ADD https://h/r.git /new");
        stage.run("ADD --exclude=b https://h/r.git /slash/");
        assertThat(stage.listing())
                .containsExactly(
                        "d 0711 0:0 new",
                        "f 0644 0:0 new/a = 1",
                        "f 0644 0:0 new/b = 2",
                        "d 0755 0:0 new/e",
                        "l 0777 0:0 new/l -> a",
                        "d 0755 0:0 slash",
                        "f 0644 0:0 slash/a = 1",
                        "d 0755 0:0 slash/e",
                        "l 0777 0:0 slash/l -> a");
    }

    @Test
    void filesOfSeveralLayersComeWithOnePassEach() throws Exception {
        Stage stage = stage().stage(
                        1,
                        TreeText.parse(
                                List.of("d 0755 0:0 o", "f 0644 0:0 o/a = 1", "f 0644 0:0 o/b = 2", "h o/c == o/b")))
                .stage(1, TreeText.parse(List.of("f 0644 0:0 o/a = new", "f 0644 0:0 o/z = 3")));
        stage.run("COPY --from=1 /o /x");
        stage.run("COPY --from=1 /o/c /o/b /o/b /y/");
        assertThat(stage.listing())
                .containsExactly(
                        "d 0755 0:0 x",
                        "f 0644 0:0 x/a = new",
                        "f 0644 0:0 x/b = 2",
                        "h x/c == x/b",
                        "f 0644 0:0 x/z = 3",
                        "d 0755 0:0 y",
                        "f 0644 0:0 y/b = 2",
                        "f 0644 0:0 y/c = 2");
    }

    @Test
    void anArchiveOfAPathWithoutEndIsRefusedSoon() throws Exception {
        try (var out = new TarWriter(Files.newOutputStream(context.resolve("deep.tar")))) {
            out.add(TarEntry.directory("a/".repeat(100_000) + "a", 0755, 0, 0, TreeText.TIME));
            out.finish();
        }
        Stage stage = stage();
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> stage.run("ADD deep.tar /x"))
                .withMessageContaining("has more than 4096 characters");
    }

    @Test
    void aFileThatChangesUnderTheBuildIsNoticed() throws Exception {
        Stage stage = stage();
        stage.contentDigest("COPY d /x");
        Files.writeString(context.resolve("d/a"), "9");
        assertThatExceptionOfType(BuildFailure.class)
                .isThrownBy(() -> stage.run("COPY d /x"))
                .withMessageContaining("/d/a of the build context changed while it was read");
    }

    private static Instant truncated(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private static TreeMap<String, Instant> times(Stage stage) {
        var times = new TreeMap<String, Instant>();
        AllNodes.of(stage.root.files(), node -> {
            if (!node.entry().name().isEmpty()) {
                times.put(node.entry().name(), node.entry().modified());
            }
        });
        return times;
    }
}
