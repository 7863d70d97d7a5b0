package dev.drydock.io.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.io.tar.TarEntry.Type;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the machine's own tar, which has to be GNU's. */
class TarToolsTest {

    @TempDir
    Path directory;

    @BeforeAll
    static void gnuTarIsHere() throws Exception {
        String version;
        try {
            version = run(List.of("tar", "--version"));
        } catch (java.io.IOException e) {
            version = "none";
        }
        assumeTrue(version.contains("GNU tar"), "GNU tar is not installed");
    }

    private static String run(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "pax"})
    void archivesOfEveryFormatOfGnuTarAreRead(String format) throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(tree.resolve("file"), "content");
        Files.setLastModifiedTime(
                tree.resolve("file"), FileTime.from(Instant.ofEpochSecond(1_600_000_000, 123_000_000)));
        Files.createDirectory(tree.resolve("dir"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("../elsewhere"));
        Files.createLink(tree.resolve("second"), tree.resolve("file"));
        boolean longNames = !format.equals("v7") && !format.equals("ustar");
        if (longNames) {
            Files.writeString(tree.resolve("n".repeat(200)), "long");
        }
        Path archive = directory.resolve("a.tar");
        run(List.of(
                "tar",
                "--format=" + format,
                "--sort=name",
                "--owner=12",
                "--group=34",
                "--numeric-owner",
                "-C",
                tree.toString(),
                "-cf",
                archive.toString(),
                "."));
        Map<String, TarReaderTest.Read> read = new TreeMap<>();
        for (TarReaderTest.Read r : TarReaderTest.readAll(Files.readAllBytes(archive))) {
            read.put(r.entry().name(), r);
        }
        assertThat(read.keySet()).contains("./", "./dir/", "./file", "./link", "./second");
        TarReaderTest.Read file = read.get("./file");
        assertThat(file.content()).asString().isEqualTo("content");
        assertThat(file.entry().uid()).isEqualTo(12);
        assertThat(file.entry().gid()).isEqualTo(34);
        assertThat(file.entry().modified())
                .isEqualTo(Instant.ofEpochSecond(1_600_000_000, format.equals("pax") ? 123_000_000 : 0));
        assertThat(read.get("./link").entry().linkName()).isEqualTo("../elsewhere");
        assertThat(read.get("./second").entry().type()).isEqualTo(Type.HARD_LINK);
        assertThat(read.get("./second").entry().linkName()).isEqualTo("./file");
        if (longNames) {
            assertThat(read.get("./" + "n".repeat(200)).content()).asString().isEqualTo("long");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=gnu",
                "--format=pax --sparse-version=0.0",
                "--format=pax --sparse-version=0.1",
                "--format=pax --sparse-version=1.0"
            })
    void sparseFilesOfGnuTarAreExpanded(String options) throws Exception {
        Path file = directory.resolve("sparse");
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < 40; i++) {
                out.seek(i * 100_000L);
                out.write(("piece " + i).getBytes(StandardCharsets.US_ASCII));
            }
            out.setLength(5_000_000);
        }
        Path archive = directory.resolve("a.tar");
        List<String> command = new ArrayList<>(List.of("tar", "--sparse"));
        command.addAll(Arrays.asList(options.split(" ")));
        command.addAll(List.of("-C", directory.toString(), "-cf", archive.toString(), "sparse"));
        run(command);
        assumeTrue(Files.size(archive) < 1_000_000, "this file system keeps no holes");
        try (var reader = new TarReader(Files.newInputStream(archive))) {
            TarEntry entry = reader.next();
            assertThat(entry).isNotNull();
            assertThat(entry.name()).isEqualTo("sparse");
            assertThat(entry.size()).isEqualTo(5_000_000);
            try (InputStream expected = Files.newInputStream(file)) {
                assertThat(reader.content()).hasSameContentAs(expected);
            }
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void gnuTarReadsWhatWeWrite() throws Exception {
        Path archive = directory.resolve("ours.tar");
        List<TarEntry> entries = TarWriterTest.awkwardEntries();
        // A link whose target it cannot check, and names it would print escaped.
        entries.removeIf(e -> e.name().contains("\n") || e.name().length() > 3000);
        try (OutputStream out = Files.newOutputStream(archive);
                var writer = new TarWriter(out)) {
            for (TarEntry entry : entries) {
                writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
            }
            writer.finish();
        }
        String listing = run(List.of(
                "tar",
                "--numeric-owner",
                "--full-time",
                "--quoting-style=literal",
                "--show-stored-names",
                "-tvf",
                archive.toString()));
        List<String> lines = listing.lines().toList();
        assertThat(lines).hasSize(entries.size());
        assertThat(lines.get(0)).startsWith("drwxrwxrwt 0/0 ").endsWith(" 1970-01-01 00:00:00 ./");
        assertThat(lines.get(2)).contains("-rws--x--x 65534/2097151 ", " 1025 2242-03-16 12:56:31 d/f");
        assertThat(lines.get(3)).contains("---------- 2097152/4294967295 ", " 2242-03-16 12:56:32 late");
        assertThat(lines.get(4)).contains(" 1969-12-31 23:59:59 early");
        assertThat(lines.get(7)).endsWith(" lü -> ziel/ü");
        assertThat(lines.get(10)).startsWith("brw-rw---- 0/6 ").contains(" 259,70000 ");
        assertThat(lines).anyMatch(line -> line.endsWith(" ordner/grüße"));
    }

    @Test
    void gnuTarRestoresFilesAndAttributesWeWrite() throws Exception {
        Path archive = directory.resolve("ours.tar");
        byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
        try (var writer = new TarWriter(Files.newOutputStream(archive))) {
            writer.add(
                    TarEntry.of("f", Type.FILE)
                            .mode(0640)
                            .size(content.length)
                            .modified(Instant.ofEpochSecond(77))
                            .xattrs(Map.of("user.test", new byte[] {0, (byte) 0xFF, '\n'}))
                            .build(),
                    new ByteArrayInputStream(content));
            writer.finish();
        }
        run(List.of("tar", "--no-same-owner", "-p", "-C", directory.toString(), "-xf", archive.toString()));
        assertThat(directory.resolve("f")).hasBinaryContent(content);
        assertThat(Files.getLastModifiedTime(directory.resolve("f")).toMillis()).isEqualTo(77_000);
        assertThat(Files.getAttribute(directory.resolve("f"), "unix:mode")).isEqualTo(0100640);
    }
}
