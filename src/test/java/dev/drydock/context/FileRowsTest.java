package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of any kind is the same after it was packed into a row. */
class FileRowsTest {

    @TempDir
    Path directory;

    private FileRows rows(Map<String, HostFile> files, long device) {
        FileRowsBuilder builder = new FileRowsBuilder(device);
        files.forEach(builder::add);
        return builder.build();
    }

    private HostFile read(String name) throws IOException {
        return HostFile.read(HostNames.resolve(directory, name), "d/" + name);
    }

    private static void assertSame(FileRows rows, int row, HostFile file, Path directory, long device) {
        String path = file.entry().name();
        HostFile unpacked = rows.file(row, path, directory, device);
        assertThat(unpacked.entry()).isEqualTo(file.entry());
        assertThat(unpacked.host()).isEqualTo(file.host());
        assertThat(unpacked.stamp()).isEqualTo(file.stamp());
        assertThat(unpacked.canBeOpened()).isEqualTo(file.canBeOpened());
        assertThat(unpacked.links() > 1).isEqualTo(file.links() > 1);
        assertThat(rows.stamp(row, directory, device)).isEqualTo(file.stamp());
        assertThat(rows.contextFile(row, path, device)).isEqualTo(ContextFile.of(file));
    }

    @Test
    void filesOfEveryKindAreWhatTheyWere() throws Exception {
        List<String> names = new ArrayList<>(List.of(
                "a", "a-b", "empty", "hard", "dir", "far", "old", "odd mode", "é", "\udcff\udc80", "\ud83d\ude00"));
        Files.writeString(directory.resolve("a"), "content");
        Files.writeString(directory.resolve("a-b"), "1");
        for (String name : List.of("empty", "far", "old", "odd mode", "é", "\udcff\udc80", "\ud83d\ude00")) {
            Files.createFile(HostNames.resolve(directory, name));
        }
        Files.createLink(directory.resolve("hard"), directory.resolve("a"));
        Files.createDirectory(directory.resolve("dir"));
        Files.setLastModifiedTime(directory.resolve("far"), FileTime.from(Instant.parse("2400-01-01T00:00:00.5Z")));
        Files.setLastModifiedTime(
                directory.resolve("old"), FileTime.from(Instant.parse("1960-01-01T00:00:00.000000001Z")));
        Files.setAttribute(directory.resolve("odd mode"), "unix:mode", 06751);
        for (String target : List.of("a", "../nothing", "é/\u00fc", "x".repeat(300))) {
            String name = "link to " + target.substring(0, 1);
            Files.createSymbolicLink(directory.resolve(name), HostNames.resolve(Path.of(""), target));
            names.add(name);
        }
        new ProcessBuilder("mkfifo", directory.resolve("pipe").toString())
                .start()
                .waitFor();
        names.add("pipe");
        Map<String, HostFile> files = new TreeMap<>(ByteNames.BYTE_ORDER);
        for (String name : names) {
            files.put(name, read(name));
        }
        long device = files.get("a").stamp().device();
        FileRows rows = rows(files, device);
        assertThat(rows.names()).containsExactlyElementsOf(files.keySet());
        for (Map.Entry<String, HostFile> each : files.entrySet()) {
            assertSame(rows, rows.find(each.getKey()), each.getValue(), directory, device);
        }
        assertThat(rows.find("")).isNegative();
        assertThat(rows.find("aa")).isNegative();
        assertThat(rows.find("zz")).isNegative();
    }

    @Test
    void devicesAndFilesOfOtherFileSystemsAreWhatTheyWere() throws Exception {
        Path devices = Path.of("/dev");
        HostFile device = HostFile.read(devices.resolve("null"), "d/null");
        FileRows rows = rows(Map.of("null", device), device.stamp().device());
        assertThat(device.entry().type()).isEqualTo(TarEntry.Type.CHARACTER_DEVICE);
        assertSame(rows, 0, device, devices, device.stamp().device());

        Files.writeString(directory.resolve("mounted"), "1");
        HostFile other = read("mounted");
        assertSame(rows(Map.of("mounted", other), -1), 0, other, directory, -1);
    }

    @Test
    void aNoteIsAllThatChanges() throws Exception {
        Files.createFile(directory.resolve("a"));
        HostFile file = read("a");
        long device = file.stamp().device();
        FileRows rows = rows(Map.of("a", file), device);
        assertThat(rows.isNoted(0)).isFalse();
        rows.note(0);
        assertThat(rows.isNoted(0)).isTrue();
        assertSame(rows, 0, file, directory, device);
    }
}
