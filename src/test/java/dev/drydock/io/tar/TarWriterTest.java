package dev.drydock.io.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarWriterTest {

    private static byte[] write(TarEntry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new TarWriter(bytes)) {
            for (TarEntry entry : entries) {
                if (entry.size() > 0) {
                    writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
                } else {
                    writer.add(entry);
                }
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    private static TarEntry file(String name) {
        return TarEntry.file(name, 0644, 0, 0, 0, Instant.EPOCH);
    }

    static String describe(TarEntry e) {
        Map<String, String> xattrs = new TreeMap<>();
        e.xattrs().forEach((k, v) -> xattrs.put(k, new String(v, StandardCharsets.ISO_8859_1)));
        return String.join(
                "|",
                e.name(),
                e.type().name(),
                Integer.toOctalString(e.mode()),
                e.uid() + ":" + e.gid(),
                Long.toString(e.size()),
                e.modified().toString(),
                e.linkName(),
                e.devMajor() + "," + e.devMinor(),
                xattrs.toString());
    }

    static List<TarEntry> awkwardEntries() {
        var xattrs = new TreeMap<String, byte[]>();
        xattrs.put("user.b", new byte[] {});
        xattrs.put("security.capability", new byte[] {1, 0, 0, 2, (byte) 0xFF, '\n', '=', 0});
        String deep = "directory/".repeat(20);
        List<TarEntry> entries = new ArrayList<>(List.of(
                TarEntry.directory("", 01777, 0, 0, Instant.EPOCH),
                TarEntry.directory("d", 02755, 1, 2, Instant.ofEpochSecond(1_700_000_000)),
                TarEntry.file("d/f", 04711, 65534, 2_097_151, 1025, Instant.ofEpochSecond(8_589_934_591L)),
                TarEntry.file("late", 0, 2_097_152, 4_294_967_295L, 0, Instant.ofEpochSecond(8_589_934_592L)),
                file("early").withModified(Instant.ofEpochSecond(-1)),
                TarEntry.symlink("l", "../" + "t".repeat(97), 0, 0, Instant.EPOCH),
                TarEntry.symlink("ll", "../" + "t".repeat(98), 0, 0, Instant.EPOCH),
                TarEntry.symlink("lü", "ziel/ü", 0, 0, Instant.EPOCH),
                file("h").asHardLinkTo("d/f"),
                TarEntry.of("null", Type.CHARACTER_DEVICE)
                        .mode(0666)
                        .device(1, 3)
                        .build(),
                TarEntry.of("disk", Type.BLOCK_DEVICE)
                        .mode(0660)
                        .owner(0, 6)
                        .device(259, 70000)
                        .build(),
                TarEntry.of("pipe", Type.FIFO).mode(0600).build(),
                TarEntry.of("x", Type.FILE).mode(0755).size(3).xattrs(xattrs).build(),
                TarEntry.directory(deep + "end", 0755, 0, 0, Instant.EPOCH),
                file("ordner/grüße"),
                file(ByteNames.decode(new byte[] {'r', (byte) 0xE9, 's', (byte) 0xFF})),
                file("new\nline = x")));
        for (int length : List.of(99, 100, 101, 155, 156, 255, 256, 257, 4000)) {
            entries.add(file("n".repeat(length)));
            entries.add(file("p".repeat(length / 2) + "/" + "n".repeat(length - length / 2 - 1)));
            entries.add(TarEntry.directory("q/" + "d".repeat(length - 2), 0755, 0, 0, Instant.EPOCH));
        }
        return entries;
    }

    @Test
    void everythingReadsBackAsItWasWritten() throws Exception {
        List<TarEntry> entries = awkwardEntries();
        List<String> read = new ArrayList<>();
        for (TarReaderTest.Read r : TarReaderTest.readAll(write(entries.toArray(TarEntry[]::new)))) {
            TarEntry entry = r.entry();
            String name = entry.name();
            if (entry.isDirectory()) {
                assertThat(name).endsWith("/");
                entry = entry.withName(name.equals("./") ? "" : name.substring(0, name.length() - 1));
            }
            read.add(describe(entry));
        }
        assertThat(read)
                .containsExactlyElementsOf(
                        entries.stream().map(TarWriterTest::describe).toList());
    }

    @Test
    void commonsCompressReadsTheSame() throws Exception {
        List<TarEntry> entries = awkwardEntries();
        // It decodes records as text and so loses names that are not UTF-8: the reason for a codec of our own.
        entries.removeIf(e ->
                !ByteNames.decode(e.name().getBytes(StandardCharsets.UTF_8)).equals(e.name()));
        List<String> read = new ArrayList<>();
        try (var in =
                new TarArchiveInputStream(new ByteArrayInputStream(write(entries.toArray(TarEntry[]::new))), "UTF-8")) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                read.add(String.join(
                        "|",
                        e.getName(),
                        Integer.toOctalString(e.getMode() & 07777),
                        e.getLongUserId() + ":" + e.getLongGroupId(),
                        Long.toString(e.getSize()),
                        e.getLastModifiedTime().toInstant().toString(),
                        e.getLinkName(),
                        e.getDevMajor() + "," + e.getDevMinor(),
                        e.isDirectory() + " " + e.isSymbolicLink() + " " + e.isLink() + " " + e.isFIFO()));
            }
        }
        assertThat(read)
                .containsExactlyElementsOf(entries.stream()
                        .map(e -> String.join(
                                "|",
                                e.isDirectory() ? e.name().isEmpty() ? "./" : e.name() + "/" : e.name(),
                                Integer.toOctalString(e.mode()),
                                e.uid() + ":" + e.gid(),
                                Long.toString(e.size()),
                                e.modified().toString(),
                                e.linkName(),
                                e.devMajor() + "," + e.devMinor(),
                                e.isDirectory() + " " + e.isSymlink() + " " + (e.type() == Type.HARD_LINK) + " "
                                        + (e.type() == Type.FIFO)))
                        .toList());
    }

    @Test
    void paxHeadersAppearOnlyWhereUstarIsTooSmall() throws Exception {
        var plain = List.of(
                file("n".repeat(100)),
                file("p".repeat(155) + "/" + "n".repeat(100)),
                TarEntry.directory("d".repeat(99), 0755, 0, 0, Instant.EPOCH),
                TarEntry.file("u", 0644, 2_097_151, 2_097_151, 0, Instant.ofEpochSecond(5, 999_999_999)),
                TarEntry.symlink("l", "t".repeat(100), 0, 0, Instant.EPOCH));
        for (TarEntry entry : plain) {
            assertThat(write(entry)).as(entry.name()).hasSize(512 + 1024);
        }
        var extended = List.of(
                file("n".repeat(101)),
                file("p".repeat(156) + "/" + "n".repeat(99)),
                TarEntry.directory("d".repeat(100), 0755, 0, 0, Instant.EPOCH),
                file("ü"),
                TarEntry.file("u", 0644, 2_097_152, 0, 0, Instant.EPOCH),
                TarEntry.symlink("l", "t".repeat(101), 0, 0, Instant.EPOCH));
        for (TarEntry entry : extended) {
            assertThat(write(entry)).as(entry.name()).hasSize(3 * 512 + 1024);
        }
    }

    @Test
    void theBytesAreThoseOfTheStandard() throws Exception {
        byte[] archive = write(TarEntry.file("bin/sh", 0755, 1, 2, 3, Instant.ofEpochSecond(1_000_000_000)));
        String header = new String(archive, 0, 512, StandardCharsets.ISO_8859_1);
        assertThat(header.substring(0, 100)).isEqualTo("bin/sh" + "\0".repeat(94));
        assertThat(header.substring(100, 157))
                .isEqualTo("0000755\0" + "0000001\0" + "0000002\0" + "00000000003\0" + "07346545000\0" + "010353\0 "
                        + "0");
        assertThat(header.substring(257, 345)).isEqualTo("ustar\00000" + "\0".repeat(64) + "0000000\0" + "0000000\0");
        assertThat(archive).hasSize(512 + 512 + 1024);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 11, 70_000})
    void contentOfAnotherSizeThanAnnouncedIsRefused(int actual) {
        TarEntry entry = TarEntry.file("growing.log", 0644, 0, 0, 10, Instant.EPOCH);
        assertThatThrownBy(() -> new TarWriter(new ByteArrayOutputStream())
                        .add(entry, new ByteArrayInputStream(new byte[actual])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("growing.log")
                .hasMessageContaining("changed while");
    }

    @Test
    void whatNoArchiveCanHoldIsRefused() {
        assertThatThrownBy(() -> write(file("a\0b")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> write(TarEntry.of("a", Type.FILE)
                        .xattrs(Map.of("user.a=b", new byte[1]))
                        .build()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("user.a=b");
        assertThatThrownBy(() ->
                        new TarWriter(new ByteArrayOutputStream()).add(TarEntry.file("a", 0, 0, 0, 1, Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anArchiveLargerThanEightGibibytesHasItsSizeInPax() throws Exception {
        var headers = new ByteArrayOutputStream();
        var writer = new TarWriter(headers);
        assertThatThrownBy(() -> writer.add(
                        TarEntry.file("big", 0644, 0, 0, 1L << 33, Instant.EPOCH),
                        new ByteArrayInputStream(new byte[0])))
                .isInstanceOf(IOException.class);
        assertThat(headers.toString(StandardCharsets.ISO_8859_1)).contains("19 size=8589934592\n");
    }
}
