package dev.drydock.inventory.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.inventory.software.OperatingSystem;
import dev.drydock.inventory.software.SystemPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmDatabaseTest {

    @TempDir
    Path temp;

    @Test
    void aDatabaseListsWhatRpmListsFromIt() throws Exception {
        var rpm = new MadeRpmDatabase(temp);
        byte[] database = rpm.sqlite();
        String listed = rpm.query("%{NAME} %{EPOCH} %{VERSION}-%{RELEASE} %{ARCH} %{SOURCERPM} %{LICENSE}\n");
        assertThat(RpmDatabase.readSqlite(database))
                .hasSize(151)
                .extracting(each -> String.join(
                        " ",
                        each.name(),
                        each.epoch(),
                        each.version(),
                        each.architecture(),
                        each.source(),
                        String.join("", each.licences())))
                .containsExactlyInAnyOrder(listed.split("\n"));
        SystemPackage main = RpmDatabase.readSqlite(database).stream()
                .filter(each -> each.name().equals("main"))
                .findFirst()
                .orElseThrow();
        assertThat(main.on(new OperatingSystem("rhel", "9.4", "RHEL")).purl())
                .isEqualTo("pkg:rpm/redhat/main@1.2-3?arch=noarch&distro=rhel-9.4&epoch=2&upstream=main-1.2-3.src.rpm");
    }

    @Test
    void aDamagedDatabaseIsAFailureInWordsAndNeverAnotherOne() throws Exception {
        byte[] whole = new MadeRpmDatabase(temp).sqlite();
        var random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged =
                    random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int hits = random.nextInt(30); hits >= 0 && damaged.length > 0; hits--) {
                // most of the time where pages begin, with their numbers
                int at = random.nextInt(damaged.length);
                damaged[random.nextBoolean() ? at : at & ~0xFFF | at & 0x1F] = (byte) random.nextInt();
            }
            try {
                RpmDatabase.readSqlite(damaged);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("[a-z].*");
            }
        }
    }

    @Test
    void anotherFileIsNoDatabase() {
        assertThatThrownBy(() -> RpmDatabase.readSqlite(new byte[5000])).hasMessage("it is no SQLite database");
        assertThatThrownBy(() -> RpmDatabase.readSqlite(new byte[0])).hasMessage("it is no SQLite database");
    }

    @Test
    void imagesWithoutRpmCarryAList() throws Exception {
        byte[] list =
                "filesystem\t1.1-9.cm2\t1654\t1653\tMicrosoft\t(none)\t7\tx86_64\t0\tfilesystem-1.1-9.cm2.src.rpm\n"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(RpmDatabase.readManifest(list))
                .extracting(each -> each.name() + " " + each.version() + " " + each.epoch() + " " + each.architecture()
                        + " " + each.source())
                .containsExactly("filesystem 1.1-9.cm2  x86_64 filesystem-1.1-9.cm2.src.rpm");
        assertThatThrownBy(() -> RpmDatabase.readManifest("a\tb\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("a line of it has 2 fields instead of 10");
    }
}
