package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.image.Digest;
import dev.drydock.io.ByteNames;
import dev.drydock.io.compress.LayerInput;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayerIndexes;
import dev.drydock.layer.LayerListing;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes made by a run, as its layer has them and as later runs find them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunChangesTest extends SandboxTest {

    @Test
    void nothingChangedIsALayerOfNothing() throws Exception {
        var outcome = run("cat /etc/passwd > /dev/null; touch /tmp/x; rm /tmp/x; echo x > /dev/shm/x");
        assertThat(outcome.entries()).as("its time has changed").containsOnlyKeys("tmp");
        assertThat(run("true").listing()).isEqualTo(new LayerListing(List.of(), List.of(), List.of()));
    }

    @Test
    void theLayerIsWhatItsDescriptionSays() throws Exception {
        var layer = run("mkdir -p /a/b; echo x > /a/b/c; rm /etc/group").layer();
        assertThat(Digest.of(Files.readAllBytes(layer.file())))
                .isEqualTo(layer.layer().blob().digest());
        byte[] tar = LayerInput.open(layer.file()).readAllBytes();
        assertThat(Digest.of(tar)).isEqualTo(layer.layer().diffId());
        assertThat((long) tar.length).isEqualTo(layer.tarSize());
        assertThat(LayerIndexes.scan(new ByteArrayInputStream(tar))).isEqualTo(layer.index());
    }

    @Test
    void equalRunsMakeEqualLayers() throws Exception {
        String script = "for i in 9 1 5; do mkdir -p /d$i/x; echo $i > /d$i/x/f; done; rm /etc/group; ln -s a /l";
        assertThat(run(script).layer().layer()).isEqualTo(run(script).layer().layer());
    }

    @Test
    void changesComeWithTheDirectoriesTheyAreInAndTheirDescription() throws Exception {
        var outcome = run("echo x > /home/web/f");
        assertThat(outcome.entries().keySet()).containsExactly("home", "home/web", "home/web/f");
        assertThat(outcome.entry("home/web").uid()).isEqualTo(1000);
        assertThat(outcome.entry("home").modified()).isEqualTo(Busybox.OLD);
        assertThat(outcome.entry("home/web").modified()).isEqualTo(TIMESTAMP);
    }

    @Test
    void timesWithinTheRunAreReplacedAndOthersKept() throws Exception {
        String script = "touch /now; touch -d '1999-12-31 23:59:59' /old; ln -s x /link; mkdir /dir";
        var outcome = run(script);
        assertThat(outcome.entry("now").modified()).isEqualTo(TIMESTAMP);
        assertThat(outcome.entry("link").modified()).isEqualTo(TIMESTAMP);
        assertThat(outcome.entry("dir").modified()).isEqualTo(TIMESTAMP);
        assertThat(outcome.entry("old").modified()).isEqualTo(Instant.parse("1999-12-31T23:59:59Z"));
        var kept = new Run().script(script).timestamp(null).go();
        assertThat(kept.entry("now").modified()).isAfter(Instant.now().minusSeconds(600));
    }

    @Test
    void equalLayersMayStandInOneStack() throws Exception {
        String again = "touch -d @5 /again";
        assertThat(runAll("true", "true", "echo a > /a", "true", again, "rm /again", again, "ls /a /again")
                        .lines())
                .containsExactly("/a", "/again");
    }

    @Test
    void deletionsAreWhiteouts() throws Exception {
        var outcome = run("rm /etc/group; rm -r /home; rm /bin/env");
        assertThat(outcome.listing().whiteouts()).containsExactly("bin/env", "etc/group", "home");
        assertThat(outcome.entries()).containsOnlyKeys("bin", "etc");
        assertThat(runAll("rm /etc/group; rm -r /home", "ls /etc; ls / | grep -c home || true")
                        .lines())
                .containsExactly("hosts", "passwd", "resolv.conf", "0");
    }

    @Test
    void aReplacedDirectoryIsOpaque() throws Exception {
        var outcome = run("rm -r /home; mkdir /home; echo x > /home/new");
        assertThat(outcome.listing().opaques()).containsExactly("home");
        assertThat(outcome.entries().keySet()).containsExactly("home", "home/new");
        assertThat(runAll("rm -r /home; mkdir /home", "ls -A /home").lines()).isEmpty();
    }

    @Test
    void newDirectoriesAreNotOpaque() throws Exception {
        assertThat(run("mkdir -p /new/deep; echo x > /new/deep/f").listing().opaques())
                .isEmpty();
    }

    @Test
    void filesAndDirectoriesReplaceEachOther() throws Exception {
        var lines = runAll(
                        "mkdir /a; echo x > /a/x; echo b > /b; mkdir /c; touch /c/y; ln -s /etc /d",
                        "rm -r /a; echo a > /a; rm /b; mkdir /b; echo z > /b/z; rm -r /c; ln -s b /c; rm /d; mkdir /d",
                        "cat /a; ls /b; ls /c; readlink /c; ls /d | wc -l")
                .lines();
        assertThat(lines).containsExactly("a", "z", "z", "b", "0");
    }

    @Test
    void directoriesCanBeRenamed() throws Exception {
        var lines = runAll(
                        "mkdir -p /one/two; echo x > /one/two/f",
                        "mv /one /uno; mv /home/web /home/net",
                        "cat /uno/two/f; ls / | grep -c one || true; ls /home")
                .lines();
        assertThat(lines).containsExactly("x", "0", "net");
    }

    @Test
    void modesAndOwnersAreKept() throws Exception {
        var outcome = runAll(
                "cp /bin/busybox /su; chown 1000:1001 /su; chmod 6751 /su; mkdir /t; chmod 1777 /t;"
                        + " echo x > /n; chmod 0 /n; ln -s x /l; chown -h 7:8 /l; chmod g+s /home/web",
                "stat -c '%a %u:%g %n' /su /t /n /l /home/web; chmod 6751 /su");
        assertThat(outcome.lines())
                .containsExactly(
                        "6751 1000:1001 /su", "1777 0:0 /t", "0 0:0 /n", "777 7:8 /l", "2755 1000:1001 /home/web");
        assertThat(outcome.entries()).as("only copied up, if at all").isEmpty();
    }

    @Test
    void aChangeOfModeAloneIsAChange() throws Exception {
        var outcome = runAll("echo content > /f; chmod 644 /f", "chmod 600 /f");
        assertThat(outcome.entries().keySet()).containsExactly("f");
        assertThat(outcome.entry("f").mode()).isEqualTo(0600);
        assertThat(outcome.entry("f").size()).isEqualTo(8);
    }

    @Test
    void contentChangedUnderTheSameTimeAndSizeIsAChange() throws Exception {
        var outcome = runAll(
                "echo one > /f; touch -d '2001-01-01 00:00:00' /f",
                "echo two > /f; touch -d '2001-01-01 00:00:00' /f",
                "cat /f");
        assertThat(outcome.text()).isEqualTo("two");
    }

    @Test
    void theDescriptionOfTheRootItselfIsPartOfIt() throws Exception {
        var outcome = runAll("chmod 700 /; chown 5:6 /", "stat -c '%a %u:%g' /; echo x > /f");
        assertThat(outcome.text()).isEqualTo("700 5:6");
        assertThat(outcome.entries()).containsOnlyKeys("f");
        assertThat(run("chmod 711 /").entry("").mode()).isEqualTo(0711);
    }

    @Test
    void hardLinksWithinTheLayerAreLinks() throws Exception {
        var outcome = runAll(
                "mkdir /x; echo content > /x/b; ln /x/b /x/c; ln /x/b /a; cp -a /etc/passwd /p",
                "stat -c '%h %n' /a /x/b /x/c; cat /x/c; echo more >> /x/b; cat /a | wc -l");
        assertThat(outcome.lines().subList(0, 4)).containsExactly("3 /a", "3 /x/b", "3 /x/c", "content");
        var made = run("mkdir /x; echo content > /x/b; ln /x/b /x/c; ln /x/b /a");
        assertThat(made.entry("a").type()).isEqualTo(Type.FILE);
        assertThat(made.entry("x/b").type()).isEqualTo(Type.HARD_LINK);
        assertThat(made.entry("x/b").linkName()).isEqualTo("a");
        assertThat(made.entry("x/c").linkName()).isEqualTo("a");
    }

    @Test
    void namesOfAnyBytesSurvive() throws Exception {
        String odd = ByteNames.decode(new byte[] {'o', (byte) 0xFF, '\n', '\\', '"', (byte) 0xC3, ' '});
        var layers = onBase(layer -> {
            layer.add(TarEntry.directory(odd, 0755, 0, 0, Busybox.OLD));
            Busybox.text(layer, odd + "/ä", "in it");
        });
        var outcome = run(layers, "cat /o*/*; cd /o*; mv ./* ./-ö; touch \"$(printf '/\\377\\1')\"; rm -rf /home");
        assertThat(outcome.text()).isEqualTo("in it");
        assertThat(outcome.entries()).containsKeys(odd, odd + "/-ö", ByteNames.decode(new byte[] {(byte) 0xFF, 1}));
        assertThat(outcome.listing().whiteouts()).containsExactlyInAnyOrder("home", odd + "/ä");
        String long_ = "n".repeat(255);
        assertThat(run("touch /" + long_ + "; mkdir -p /" + "d/".repeat(300)).entries())
                .containsKey(long_);
    }

    @Test
    void fifosAreKeptAndSocketsSkipped() throws Exception {
        var layers = onBase(layer -> UnixSockets.addServer(layer, "bin/server", "/s/socket"));
        var outcome = run(layers, "mkfifo -m 640 /fifo; mkdir /s; server; ls /s");
        assertThat(outcome.text()).isEqualTo("socket");
        assertThat(outcome.entry("fifo").type()).isEqualTo(Type.FIFO);
        assertThat(outcome.entry("fifo").mode()).isEqualTo(0640);
        assertThat(outcome.entries()).doesNotContainKey("s/socket");
    }

    @Test
    void deviceNodesAreKeptForRoot() throws Exception {
        assumeTrue(isRoot(), "device nodes cannot be made in a user namespace");
        var outcome = runAll("mknod -m 600 /disk b 8 1; mknod /tty5 c 4 5", "ls -l /disk /tty5; chmod 640 /disk");
        assertThat(outcome.lines().get(0)).startsWith("brw-------").contains("8,   1");
        assertThat(outcome.lines().get(1)).startsWith("crw-r--r--").contains("4,   5");
        var entry = outcome.entry("disk");
        assertThat(entry.type()).isEqualTo(Type.BLOCK_DEVICE);
        assertThat(List.of(entry.devMajor(), entry.devMinor())).containsExactly(8, 1);
    }

    @Test
    void capabilitiesPassThroughAndOtherAttributesStayBehind() throws Exception {
        // Version 2: effective, cap_net_raw permitted.
        byte[] capability = {1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] value = {0, (byte) 0xFF, '\n'};
        var layers = onBase(layer -> layer.add(TarEntry.of("program", Type.FILE)
                .mode(0755)
                .modified(Busybox.OLD)
                .xattrs(Map.of("security.capability", capability, "user.note", value))
                .build()));
        var entry = run(layers, "chmod 700 /program").entry("program");
        assertThat(entry.xattrs()).containsOnlyKeys("security.capability");
        assertThat(entry.xattrs().get("security.capability")).isEqualTo(capability);
    }

    @Test
    void capabilitiesOfFilesTakeEffect() throws Exception {
        byte[] chown = {1, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] program = Files.readAllBytes(Busybox.PROGRAM);
        var layers = onBase(layer -> layer.add(
                TarEntry.of("bin/mychown", Type.FILE)
                        .mode(0755)
                        .size(program.length)
                        .modified(Busybox.OLD)
                        .xattrs(Map.of("security.capability", chown))
                        .build(),
                new ByteArrayInputStream(program)));
        var prepared = new ArrayList<>(layers);
        prepared.add(
                Busybox.file(run(layers, "mkdir /x; mv /bin/mychown /x/chown").layer()));
        var outcome = new Run()
                .layers(prepared)
                .user("web")
                .script("touch /tmp/f; /x/chown 5:5 /tmp/f")
                .go();
        assertThat(outcome.entry("tmp/f").uid()).isEqualTo(5);
    }

    @Test
    void sparseAndLargeFilesPassThrough() throws Exception {
        var outcome = runAll(
                "truncate -s 48M /sparse; echo end >> /sparse",
                "stat -c %s /sparse; stat -c %b /sparse; cp /sparse /copy");
        assertThat(outcome.lines().get(0)).isEqualTo(Long.toString((48L << 20) + 4));
        assertThat(Long.parseLong(outcome.lines().get(1))).as("blocks").isLessThan(1000);
        assertThat(outcome.entry("copy").size()).isEqualTo((48L << 20) + 4);
    }

    @Test
    void manyLayersAreStacked() throws Exception {
        var layers = new ArrayList<LayerFile>(List.of(base()));
        for (int i = 0; i < 160; i++) {
            String name = "layer" + i;
            layers.add(Busybox.layer(directory, layer -> {
                Busybox.text(layer, name, name);
                Busybox.text(layer, "top", name);
            }));
        }
        var outcome = run(layers, "ls / | grep -c layer; cat /top; rm /layer0");
        assertThat(outcome.lines().get(0)).isEqualTo("160");
        assertThat(outcome.lines().get(1)).isEqualTo("layer159");
        assertThat(outcome.listing().whiteouts()).containsExactly("layer0");
    }

    @Test
    void whiteoutsAndOpaqueDirectoriesOfLayersHide() throws Exception {
        var layers = onBase(layer -> {
            layer.whiteout("etc/group");
            layer.add(TarEntry.directory("home", 0755, 0, 0, Busybox.OLD));
            layer.opaque("home");
            Busybox.text(layer, "home/new", "x");
            layer.whiteout("home/never");
        });
        assertThat(run(layers, "ls /etc /home").lines())
                .containsExactly("/etc:", "hosts", "passwd", "resolv.conf", "", "/home:", "new");
    }

    @Test
    void aLayerMadeByARunUnpacksToWhatTheRunLeft() throws Exception {
        String script = "mkdir -p /t/a; echo x > /t/a/f; ln /t/a/f /t/g; rm -r /home; mkdir /home; rm /etc/group;"
                + " touch -d '1999-01-01 00:00:00' /t/old; mkfifo /t/p; chmod 4755 /t/a/f; chown 3:4 /t; ln -s q /t/s";
        String show = "ls -lRAn --full-time /t /home; ls /etc; stat -c '%a %Y %n' /t/* /t /home /etc";
        var made = run(script).layer();
        // hosts and resolv.conf are made anew for each run, with the time of that run
        Predicate<String> ofTheLayer = line -> !line.endsWith("hosts") && !line.endsWith("resolv.conf");
        var there = run(List.of(base(), Busybox.file(made)), show).lines().stream()
                .filter(ofTheLayer)
                .toList();
        try (var elsewhere = open(scratch())) {
            var unpacked = new Run()
                    .layers(List.of(base(), Busybox.file(made)))
                    .script(show)
                    .withoutCapture()
                    .go(elsewhere);
            assertThat(unpacked.lines().stream().filter(ofTheLayer).toList())
                    .isEqualTo(there)
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void textAndBytesArriveUnchanged() throws Exception {
        String text = "äöü€😀";
        assertThat(new Run().argv("echo", text).go().text()).isEqualTo(text);
        assertThat(new String(
                        LayerInput.open(new Run()
                                        .argv("sh", "-c", "printf %s '" + text + "' > /f")
                                        .go()
                                        .layer()
                                        .file())
                                .readAllBytes(),
                        StandardCharsets.UTF_8))
                .contains(text);
    }
}
