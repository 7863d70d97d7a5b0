package dev.drydock.io.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.RawTar.Header;
import dev.drydock.io.tar.TarEntry.Type;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TarReaderTest {

    record Read(TarEntry entry, byte[] content) {}

    static List<Read> readAll(byte[] archive) throws IOException {
        List<Read> out = new ArrayList<>();
        try (var reader = new TarReader(new ByteArrayInputStream(archive))) {
            for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
                out.add(new Read(entry, reader.content().readAllBytes()));
            }
            assertThat(reader.next()).isNull();
        }
        return out;
    }

    private static TarEntry readOne(byte[] archive) throws IOException {
        List<Read> all = readAll(archive);
        assertThat(all).hasSize(1);
        return all.get(0).entry;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesComeFromThePlaceTheFormatPutsThem() throws Exception {
        assertThat(readOne(new RawTar()
                                .header(new Header("name", '0', 0).text(345, "a/prefix"))
                                .end())
                        .name())
                .isEqualTo("a/prefix/name");
        // GNU keeps times where ustar has the prefix.
        assertThat(readOne(new RawTar()
                                .header(new Header("name", '0', 0)
                                        .text(257, "ustar  \0")
                                        .text(345, "14700000000"))
                                .end())
                        .name())
                .isEqualTo("name");
        // star ends its prefix early and keeps times behind it.
        assertThat(readOne(new RawTar()
                                .header(new Header("name", '0', 0)
                                        .text(345, "p".repeat(131))
                                        .text(476, "14700000000")
                                        .text(508, "tar\0"))
                                .end())
                        .name())
                .isEqualTo("p".repeat(131) + "/name");
        assertThat(readOne(new RawTar()
                                .header(new Header("n".repeat(100), '0', 0))
                                .end())
                        .name())
                .hasSize(100);
        assertThat(readOne(new RawTar()
                        .extension('L', "l".repeat(300) + "\0")
                        .extension('K', "k".repeat(300) + "\0")
                        .header(new Header("short", '2', 0).text(157, "short"))
                        .end()))
                .returns("l".repeat(300), TarEntry::name)
                .returns("k".repeat(300), TarEntry::linkName);
        assertThat(readOne(new RawTar()
                        .extension('L', "loser\0")
                        .pax("path=winner", "linkpath=target")
                        .header(new Header("short", '1', 0))
                        .end()))
                .returns("winner", TarEntry::name)
                .returns("target", TarEntry::linkName);
    }

    @Test
    void v7ArchivesHaveNoMagicAndDirectoriesEndWithASlash() throws Exception {
        var header = new Header("dir/", '\0', 0)
                .bytes(257, new int[8])
                .text(329, "rubbish")
                .text(100, "  755 \0");
        assertThat(readOne(new RawTar().header(header).end()))
                .returns(Type.DIRECTORY, TarEntry::type)
                .returns(0755, TarEntry::mode);
    }

    @Test
    void namesThatAreNotUtf8Survive() throws Exception {
        TarEntry plain = readOne(new RawTar().file("caf\u00E9/\u00FF", "").end());
        assertThat(ByteNames.encode(plain.name())).isEqualTo("caf\u00E9/\u00FF".getBytes(StandardCharsets.ISO_8859_1));
        TarEntry pax = readOne(new RawTar().pax("path=caf\u00E9").file("x", "").end());
        assertThat(ByteNames.encode(pax.name())).isEqualTo("caf\u00E9".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void numbersMayBeOctalBase256OrPax() throws Exception {
        var large = new Header("n", '0', 0)
                .bytes(108, 0x80, 0, 0, 0, 0xFE, 0xDC, 0xBA, 0x98) // base 256
                .bytes(116, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE) // -2, nobody of old
                .bytes(136, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xF6);
        assertThat(readOne(new RawTar().header(large).end()))
                .returns(0xFEDCBA98L, TarEntry::uid)
                .returns(0xFFFFFFFEL, TarEntry::gid)
                .returns(Instant.ofEpochSecond(-10), TarEntry::modified);
        assertThat(readOne(new RawTar()
                        .pax("uid=4000000000", "gid=5", "mtime=1700000000.123456789", "size=3")
                        .header(new Header("n", '0', 0))
                        .data("abc")
                        .end()))
                .returns(4_000_000_000L, TarEntry::uid)
                .returns(5L, TarEntry::gid)
                .returns(3L, TarEntry::size)
                .returns(Instant.ofEpochSecond(1_700_000_000, 123_456_789), TarEntry::modified);
        assertThat(readOne(new RawTar().pax("mtime=-1.25").file("n", "").end()).modified())
                .isEqualTo(Instant.ofEpochSecond(-2, 750_000_000));
    }

    @Test
    void laterPaxHeadersWinAndEmptyValuesTakeBack() throws Exception {
        List<Read> all = readAll(new RawTar()
                .extension('g', RawTar.paxRecords("uid=7", "comment=hello"))
                .file("a", "")
                .pax("uid=8")
                .file("b", "")
                .pax("uid=")
                .file("c", "")
                .extension('g', RawTar.paxRecords("uid=9"))
                .file("d", "")
                .end());
        assertThat(all).extracting(r -> r.entry.uid()).containsExactly(7L, 8L, 0L, 9L);
    }

    @Test
    void extendedAttributesAreBytes() throws Exception {
        String capability = "\u0001\u0000\u0000\u0002\u00FF\n=\u0000";
        TarEntry entry = readOne(new RawTar()
                .pax(
                        "LIBARCHIVE.xattr.user.b%20c=AQID",
                        "LIBARCHIVE.xattr.security.capability=AAAA",
                        "SCHILY.xattr.security.capability=" + capability,
                        "SCHILY.xattr.user.empty=")
                .file("f", "")
                .end());
        assertThat(entry.xattrs()).containsOnlyKeys("security.capability", "user.b c", "user.empty");
        assertThat(latin1(entry.xattrs().get("security.capability"))).isEqualTo(capability);
        assertThat(entry.xattrs().get("user.b c")).containsExactly(1, 2, 3);
    }

    @Test
    void everyTypeIsUnderstood() throws Exception {
        List<Read> all = readAll(new RawTar()
                .header(new Header("volume", 'V', 0))
                .file("file", "abc")
                .header(new Header("contiguous", '7', 1))
                .data("x")
                .header(new Header("hard", '1', 77).text(157, "file")) // a size, but nothing stored
                .header(new Header("sym", '2', 0).text(157, "file"))
                .header(new Header("char", '3', 0).text(329, "0000001").text(337, "0000005"))
                .header(new Header("block", '4', 0).text(329, "0000010").text(337, "0000001"))
                .header(new Header("dir", '5', 0))
                .header(new Header("fifo", '6', 0))
                .header(new Header("dump", 'D', 5))
                .data("Yfile")
                .end());
        assertThat(all)
                .extracting(r -> r.entry.name() + " " + r.entry.type() + " " + latin1(r.content) + " "
                        + r.entry.linkName() + " " + r.entry.devMajor() + "," + r.entry.devMinor())
                .containsExactly(
                        "file FILE abc  0,0",
                        "contiguous FILE x  0,0",
                        "hard HARD_LINK  file 0,0",
                        "sym SYMLINK  file 0,0",
                        "char CHARACTER_DEVICE   1,5",
                        "block BLOCK_DEVICE   8,1",
                        "dir DIRECTORY   0,0",
                        "fifo FIFO   0,0",
                        "dump DIRECTORY   0,0");
    }

    static List<Arguments> sparseArchives() {
        // Expanded: "....AAAA........BB.." with '.' for NUL.
        String pieces = "AAAABB";
        return List.of(
                Arguments.of(
                        "old GNU",
                        new RawTar()
                                .header(new Header("sparse", 'S', 6)
                                        .text(257, "ustar  \0")
                                        .text(386, "00000000004\00000000000004\0")
                                        .text(410, "00000000020\00000000000002\0")
                                        .text(434, "00000000024\00000000000000\0")
                                        .text(483, "00000000024\0"))
                                .data(pieces)
                                .file("next", "n")
                                .end()),
                Arguments.of(
                        "old GNU with extension block",
                        new RawTar()
                                .header(new Header("sparse", 'S', 6)
                                        .text(257, "ustar  \0")
                                        .text(386, "00000000004\00000000000001\0")
                                        .text(410, "00000000005\00000000000001\0")
                                        .text(434, "00000000006\00000000000001\0")
                                        .text(458, "00000000007\00000000000001\0")
                                        .bytes(482, 1)
                                        .text(483, "00000000024\0"))
                                .data("00000000020\00000000000002\0" + "\0".repeat(480))
                                .raw(new byte[0])
                                .data(pieces)
                                .file("next", "n")
                                .end()),
                Arguments.of(
                        "PAX 0.0",
                        new RawTar()
                                .pax(
                                        "GNU.sparse.size=20",
                                        "GNU.sparse.numblocks=2",
                                        "GNU.sparse.offset=4",
                                        "GNU.sparse.numbytes=4",
                                        "GNU.sparse.offset=16",
                                        "GNU.sparse.numbytes=2")
                                .file("sparse", pieces)
                                .file("next", "n")
                                .end()),
                Arguments.of(
                        "PAX 0.1",
                        new RawTar()
                                .pax(
                                        "GNU.sparse.size=20",
                                        "GNU.sparse.numblocks=2",
                                        "GNU.sparse.name=sparse",
                                        "GNU.sparse.map=4,4,16,2")
                                .file("GNUSparseFile.0/x", pieces)
                                .file("next", "n")
                                .end()),
                Arguments.of(
                        "PAX 1.0",
                        new RawTar()
                                .pax(
                                        "GNU.sparse.major=1",
                                        "GNU.sparse.minor=0",
                                        "GNU.sparse.name=sparse",
                                        "GNU.sparse.realsize=20")
                                .file("GNUSparseFile.0/x", "2\n4\n4\n16\n2\n" + "\0".repeat(512 - 11) + pieces)
                                .file("next", "n")
                                .end()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sparseArchives")
    void sparseFilesAreExpanded(String format, byte[] archive) throws Exception {
        List<Read> all = readAll(archive);
        assertThat(all).extracting(r -> r.entry.name()).containsExactly("sparse", "next");
        assertThat(latin1(all.get(0).content).replace('\0', '.')).isEqualTo("....AAAA........BB..");
        assertThat(all.get(0).entry.size()).isEqualTo(20);
        // Not reading the content must lead to the same next entry.
        try (var reader = new TarReader(new ByteArrayInputStream(archive))) {
            reader.next();
            assertThat(reader.content().read()).isZero();
            assertThat(reader.next()).isNotNull().returns("next", TarEntry::name);
        }
    }

    static List<Arguments> hostileArchives() {
        return List.of(
                Arguments.of("no tar at all", "PK\3\4".repeat(256).getBytes(StandardCharsets.ISO_8859_1), "checksum"),
                Arguments.of(
                        "wrong checksum",
                        new RawTar()
                                .raw(flipped(new Header("a", '0', 0).summed()))
                                .end(),
                        "checksum"),
                Arguments.of(
                        "lone zero block",
                        new RawTar().raw(new byte[512]).file("a", "").end(),
                        "zero block"),
                Arguments.of(
                        "unknown type",
                        new RawTar().header(new Header("a", 'Q', 0)).end(),
                        "unknown type 'Q'"),
                Arguments.of(
                        "multi-volume",
                        new RawTar().header(new Header("a", 'M', 0)).end(),
                        "unknown type 'M'"),
                Arguments.of(
                        "negative size",
                        new RawTar()
                                .header(new Header("a", '0', 0).bytes(124, neg12()))
                                .end(),
                        "negative size"),
                Arguments.of(
                        "huge base-256",
                        new RawTar()
                                .header(new Header("a", '0', 0).bytes(124, 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
                                .end(),
                        "out of range"),
                Arguments.of(
                        "letters in a number",
                        new RawTar()
                                .header(new Header("a", '0', 0).text(108, "12x4567"))
                                .end(),
                        "bad uid"),
                Arguments.of(
                        "mtime beyond all time",
                        new RawTar()
                                .header(new Header("a", '0', 0)
                                        .bytes(136, 0x80, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF))
                                .end(),
                        "mtime"),
                Arguments.of(
                        "endless PAX header",
                        new RawTar().header(new Header("a", 'x', 1L << 32)).end(),
                        "extended tar header of 4294967296"),
                Arguments.of(
                        "endless long name",
                        new RawTar().header(new Header("a", 'L', (1 << 20) + 1)).end(),
                        "extended tar header"),
                Arguments.of(
                        "PAX record longer than the header",
                        new RawTar().extension('x', "99 path=a\n").file("a", "").end(),
                        "malformed PAX"),
                Arguments.of(
                        "PAX record of length 0",
                        new RawTar().extension('x', "0 path=a\n").file("a", "").end(),
                        "malformed PAX"),
                Arguments.of(
                        "PAX record without length",
                        new RawTar().extension('x', "path=a\n").file("a", "").end(),
                        "malformed PAX"),
                Arguments.of(
                        "PAX record without newline",
                        new RawTar().extension('x', "10 path=ab").file("a", "").end(),
                        "malformed PAX"),
                Arguments.of(
                        "PAX record without key",
                        new RawTar().extension('x', "5 =a\n").file("a", "").end(),
                        "malformed PAX"),
                Arguments.of(
                        "PAX length overflow",
                        new RawTar()
                                .extension('x', "99999999999999999999 path=a\n")
                                .file("a", "")
                                .end(),
                        "malformed PAX"),
                Arguments.of(
                        "NUL in a PAX path",
                        new RawTar().pax("path=a\0b").file("a", "").end(),
                        "NUL"),
                Arguments.of(
                        "negative PAX size",
                        new RawTar().pax("size=-5").file("a", "").end(),
                        "negative size"),
                Arguments.of(
                        "fractional PAX size",
                        new RawTar().pax("size=1.5").file("a", "").end(),
                        "bad size"),
                Arguments.of(
                        "huge PAX uid",
                        new RawTar().pax("uid=4294967296").file("a", "").end(),
                        "uid 4294967296"),
                Arguments.of(
                        "PAX mtime of letters",
                        new RawTar().pax("mtime=1.5e9").file("a", "").end(),
                        "bad mtime"),
                Arguments.of(
                        "PAX mtime beyond all time",
                        new RawTar()
                                .pax("mtime=9223372036854775807")
                                .file("a", "")
                                .end(),
                        "mtime"),
                Arguments.of(
                        "bad base64 attribute",
                        new RawTar().pax("LIBARCHIVE.xattr.a=!").file("a", "").end(),
                        "base64"),
                Arguments.of(
                        "PAX header and no entry", new RawTar().pax("path=a").end(), "behind an extended header"),
                Arguments.of("overlapping sparse pieces", sparse("20", "4,4,6,2"), "bad sparse map"),
                Arguments.of("sparse pieces out of order", sparse("20", "6,2,0,4"), "bad sparse map"),
                Arguments.of("sparse piece beyond the end", sparse("6", "4,6"), "bad sparse map"),
                Arguments.of("sparse piece overflow", sparse("20", "9223372036854775807,6"), "bad sparse map"),
                Arguments.of("negative sparse length", sparse("20", "4,-6"), "bad sparse map"),
                Arguments.of("sparse map needs more than stored", sparse("20", "4,7"), "bad sparse map"),
                Arguments.of("sparse map needs less than stored", sparse("20", "4,5"), "bad sparse map"),
                Arguments.of("odd sparse map", sparse("20", "4,6,7"), "odd sparse map"),
                Arguments.of("sparse file of exabytes", sparse("9223372036854775807", "4,6"), "too large"),
                Arguments.of(
                        "sparse map without size",
                        new RawTar().pax("GNU.sparse.map=0,1").file("a", "x").end(),
                        "sparse"),
                Arguments.of(
                        "sparse lengths without offsets",
                        new RawTar()
                                .pax("GNU.sparse.size=5", "GNU.sparse.numbytes=1")
                                .file("a", "x")
                                .end(),
                        "out of order"),
                Arguments.of(
                        "sparse format of the future",
                        new RawTar()
                                .pax("GNU.sparse.major=2", "GNU.sparse.minor=0")
                                .file("a", "x")
                                .end(),
                        "sparse"),
                Arguments.of("sparse 1.0 map that leaves its entry", sparse10("3\n0\n1\n"), "leaves its entry"),
                Arguments.of("sparse 1.0 map of letters", sparse10("x\n" + "\0".repeat(510)), "bad sparse map"),
                Arguments.of("sparse 1.0 endless number", sparse10("1".repeat(512)), "bad sparse map"),
                Arguments.of(
                        "sparse 1.0 billions of pieces",
                        sparse10("999999999999\n" + "\0".repeat(499)),
                        "999999999999 pieces"));
    }

    private static byte[] sparse(String size, String map) {
        return new RawTar()
                .pax("GNU.sparse.size=" + size, "GNU.sparse.map=" + map)
                .file("a", "AAAABB")
                .end();
    }

    private static byte[] sparse10(String data) {
        return new RawTar()
                .pax("GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=20")
                .file("a", data)
                .end();
    }

    private static int[] neg12() {
        int[] bytes = new int[12];
        Arrays.fill(bytes, 0xFF);
        return bytes;
    }

    private static byte[] flipped(byte[] block) {
        block[3] ^= 1;
        return block;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileArchives")
    void hostileArchivesAreRefused(String what, byte[] archive, String message) {
        assertThatThrownBy(() -> readAll(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anArchiveCutOffAnywhereIsRefusedUnlessTheCutIsBetweenEntries() throws Exception {
        byte[] archive = new RawTar()
                .file("a", "x".repeat(700))
                .pax("path=" + "long/".repeat(150))
                .file("b", "yy")
                .extension('L', "n".repeat(600) + "\0")
                .header(new Header("c", '5', 0))
                .bytes();
        // a: 3 blocks, then PAX 1 + 2, b 2, then L 1 + 2, c 1
        List<Integer> complete = List.of(0, 3 * 512, 8 * 512, 12 * 512);
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            if (complete.contains(length)) {
                readAll(cut);
            } else {
                assertThatThrownBy(() -> readAll(cut)).as("at " + cut.length).isInstanceOf(EOFException.class);
            }
        }
        assertThat(readAll(archive)).hasSize(3);
    }

    @Test
    void anArchiveCutOffInASparseMapIsRefused() {
        for (Arguments arguments : sparseArchives()) {
            byte[] archive = (byte[]) arguments.get()[1];
            for (int length = 1; length < archive.length - 2048; length += 7) {
                byte[] cut = Arrays.copyOf(archive, length);
                assertThatThrownBy(() -> readAll(cut)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void randomDamageNeverDoesWorseThanAnIOException() {
        byte[] archive = new RawTar()
                .pax("path=abc", "mtime=1.5", "SCHILY.xattr.user.a=b", "size=5")
                .file("x", "hello")
                .extension('L', "some/long/name\0")
                .header(new Header("d", '5', 0))
                .raw((byte[]) sparseArchives().get(1).get()[1])
                .end();
        var random = new Random(42);
        for (int round = 0; round < 6_000; round++) {
            byte[] damaged = archive.clone();
            int block = random.nextInt(archive.length / 512) * 512;
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[block + random.nextInt(512)] = (byte) random.nextInt(256);
            }
            if (random.nextBoolean()) {
                resum(damaged, block);
            }
            try {
                readAll(damaged);
            } catch (IOException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (OutOfMemoryError large) {
                // readAllBytes of this test on a large sparse file
            }
        }
    }

    private static void resum(byte[] archive, int block) {
        var header = new Header("", '0', 0);
        System.arraycopy(archive, block, header.block, 0, 512);
        System.arraycopy(header.summed(), 0, archive, block, 512);
    }
}
