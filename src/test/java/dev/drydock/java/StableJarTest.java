package dev.drydock.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.jar.JarInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableJarTest {

    @TempDir
    Path dir;

    @Test
    void timesOrderCompressionAndTimeZoneOfPackingDoNotShow() throws Exception {
        Path one = pack("one", 1_700_000_000_000L, Deflater.BEST_COMPRESSION, "b/B.class", "META-INF/MANIFEST.MF", "a");
        Path two = pack("two", 1_790_000_000_000L, Deflater.NO_COMPRESSION, "META-INF/MANIFEST.MF", "a", "b/B.class");
        TimeZone here = TimeZone.getDefault();
        Path first = StableJar.of(one, dir.resolve("1"));
        Path second;
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            second = StableJar.of(two, dir.resolve("2"));
        } finally {
            TimeZone.setDefault(here);
        }
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void theCopyHasAllEntriesOfTheJarAndItsManifestWhereReadersLookForIt() throws Exception {
        Path copy = StableJar.of(
                pack("x", 1_700_000_000_000L, 6, "A.class", "META-INF/", "META-INF/MANIFEST.MF", "folder/", "empty="),
                dir.resolve("copy"));
        assertThat(copy).hasFileName("x.jar");
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            List<String> entries = new ArrayList<>();
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.add(entry.getName() + ": " + new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
            assertThat(entries)
                    .containsExactly(
                            "META-INF/: ",
                            "META-INF/MANIFEST.MF: Name: META-INF/MANIFEST.MF",
                            "A.class: Name: A.class",
                            "empty=: ",
                            "folder/: ");
        }
        try (JarInputStream in = new JarInputStream(Files.newInputStream(copy))) {
            assertThat(in.getManifest()).isNotNull();
        }
    }

    @Test
    void aJarPackedAnewWithTheSameContentLeavesTheCopyAlone() throws Exception {
        Path folder = dir.resolve("copy");
        Path copy = StableJar.of(pack("x", 1_700_000_000_000L, 6, "a"), folder);
        FileTime made = FileTime.fromMillis(1);
        Files.setLastModifiedTime(copy, made);
        Path again = pack("x", 1_800_000_000_000L, 6, "a");
        Files.setLastModifiedTime(again, FileTime.fromMillis(5_000));
        assertThat(StableJar.of(again, folder)).isEqualTo(copy);
        assertThat(Files.getLastModifiedTime(copy)).isEqualTo(made);
        Path changed = pack("x", 1_800_000_000_000L, 6, "a", "b");
        Files.setLastModifiedTime(changed, FileTime.fromMillis(6_000));
        assertThat(StableJar.of(changed, folder)).isEqualTo(copy);
        assertThat(Files.getLastModifiedTime(copy)).isNotEqualTo(made);
    }

    @Test
    void aJarThatIsAsItWasIsNotRead() throws Exception {
        Path jar = pack("x", 1_700_000_000_000L, 6, "a");
        FileTime time = Files.getLastModifiedTime(jar);
        Path copy = StableJar.of(jar, dir.resolve("copy"));
        Files.write(jar, new byte[(int) Files.size(jar)]);
        Files.setLastModifiedTime(jar, time);
        assertThat(StableJar.of(jar, dir.resolve("copy"))).isEqualTo(copy);
        Files.delete(copy);
        assertThat(StableJar.of(jar, dir.resolve("copy"))).isEqualTo(jar);
    }

    @Test
    void aFolderOfClassesAndWhatIsNoJarStayWhatTheyAre() throws Exception {
        assertThat(StableJar.of(dir, dir.resolve("copy"))).isEqualTo(dir);
        Path text = Files.writeString(dir.resolve("no.jar"), "no jar");
        assertThat(StableJar.of(text, dir.resolve("copy"))).isEqualTo(text);
        assertThat(dir.resolve("copy")).isEmptyDirectory();
    }

    /** Entries hold a line with their own name, unless that ends with '=' or '/'. */
    private Path pack(String name, long time, int level, String... entries) throws IOException {
        Path jar = Files.createDirectories(dir.resolve(name)).resolve("x.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(level);
            for (String entry : entries) {
                ZipEntry made = new ZipEntry(entry);
                made.setLastModifiedTime(FileTime.fromMillis(time));
                zip.putNextEntry(made);
                if (!entry.endsWith("=") && !entry.endsWith("/")) {
                    zip.write(("Name: " + entry + "\n").getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }
        return jar;
    }
}
