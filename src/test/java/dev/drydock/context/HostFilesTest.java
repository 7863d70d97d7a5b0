package dev.drydock.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesTest {

    @TempDir
    Path folder;

    @Test
    void everythingInADirectoryThatIsListedCountsAndEachOnce() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/file"), "x");
        Files.writeString(folder.resolve("other"), "y");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        HostFiles files = new HostFiles(ContentMemo.forNow());
        HostDirectory top = files.list(folder);
        files.list(top.found(top.find("sub")).host());
        assertThat(stamps(files))
                .containsExactlyInAnyOrder(
                        FileStamp.of(folder),
                        FileStamp.of(folder.resolve("sub")),
                        FileStamp.of(folder.resolve("sub/file")),
                        FileStamp.of(folder.resolve("other")),
                        FileStamp.of(folder.resolve("link")));
    }

    @Test
    void aDirectoryThatIsListedAgainIsAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        HostFiles files = new HostFiles(ContentMemo.forNow());
        FileStamp before = FileStamp.of(file);
        files.list(folder);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
        HostDirectory again = files.list(folder);
        assertThat(again.found(again.find("file")).stamp()).isEqualTo(before);
        assertThat(again.find("nothing")).isEqualTo(-1);
    }

    private static List<FileStamp> stamps(HostFiles files) throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        files.stamps(stamps::add);
        return stamps;
    }
}
