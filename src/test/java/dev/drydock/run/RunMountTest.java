package dev.drydock.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mounts of every kind in a run, none of which is left behind. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunMountTest extends SandboxTest {

    private static RunMount.Cache cache(String key, String target, boolean exclusive, boolean privateCopy) {
        return new RunMount.Cache(key, target, List.of(), "/", exclusive, privateCopy, 0755, 0, 0, false);
    }

    @Test
    void aDirectoryOfTheHostIsReadOnly() throws Exception {
        Path source = Files.createDirectory(scratch().resolve("source"));
        Files.writeString(source.resolve("f"), "from the host");
        var outcome = new Run()
                .mount(new RunMount.Host(source, "/mnt/deep/source", false))
                .script("cat /mnt/deep/source/f; touch /mnt/deep/source/g 2>/dev/null && echo written; true")
                .go();
        assertThat(outcome.lines()).containsExactly("from the host");
        assertThat(outcome.entries()).as("the mount point").isEmpty();
        assertThat(source.resolve("g")).doesNotExist();
    }

    @Test
    void whatIsWrittenToAWritableOneIsThrownAway() throws Exception {
        Path source = Files.createDirectory(scratch().resolve("source"));
        Files.writeString(source.resolve("f"), "original");
        var outcome = new Run()
                .mount(new RunMount.Host(source, "/source", true))
                .mount(new RunMount.Host(source.resolve("f"), "/file", true))
                .script(
                        "echo changed > /source/f; rm /source/f; touch /source/g; ls /source; echo x > /file; cat /file")
                .go();
        assertThat(outcome.lines()).containsExactly("g", "x");
        assertThat(outcome.entries()).isEmpty();
        assertThat(source.resolve("f")).hasContent("original");
        assertThat(source.resolve("g")).doesNotExist();
    }

    @Test
    void aFileCanBeMountedOnAFile() throws Exception {
        Path source = Files.writeString(scratch().resolve("f"), "mounted");
        var outcome = new Run()
                .mount(new RunMount.Host(source, "/etc/group", false))
                .script("cat /etc/group; echo; (echo x > /etc/group) 2> /dev/null || echo refused")
                .go();
        assertThat(outcome.lines()).containsExactly("mounted", "refused");
        assertThat(outcome.entries()).isEmpty();
        assertThatThrownBy(() -> new Run()
                        .mount(new RunMount.Host(source, "/etc", false))
                        .go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'/etc'");
        assertThatThrownBy(() -> new Run()
                        .mount(new RunMount.Host(source, "/etc/group/x", false))
                        .go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'/etc/group'");
    }

    @Test
    void aPathInOtherLayersCanBeMounted() throws Exception {
        var other = List.of(
                Busybox.layer(directory, layer -> {
                    layer.add(TarEntry.directory("opt", 0755, 0, 0, Busybox.OLD));
                    Busybox.text(layer, "opt/tool", "tool");
                    layer.add(TarEntry.symlink("current", "/opt", 0, 0, Busybox.OLD));
                }),
                Busybox.layer(directory, layer -> Busybox.text(layer, "opt/second", "second")));
        var outcome = new Run()
                .mount(new RunMount.Layers(other, "/current", "/a", false))
                .mount(new RunMount.Layers(other, "/current/../opt/tool", "/b", false))
                .mount(new RunMount.Layers(other, "/", "/c", true))
                .script(
                        "ls /a; cat /b; touch /a/x 2>/dev/null && echo written; echo y > /c/opt/tool; cat /c/opt/tool /b")
                .go();
        assertThat(outcome.text()).isEqualTo("second\ntool\ntooly\ntool");
        assertThat(outcome.entries()).isEmpty();
        assertThatThrownBy(() -> new Run()
                        .mount(new RunMount.Layers(other, "/nosuch", "/a", false))
                        .go())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("'/nosuch'");
    }

    @Test
    void targetsThatWereThereAreBackAfterwards() throws Exception {
        var outcome = new Run()
                .mount(new RunMount.Tmpfs("/home", 0, false))
                .mount(new RunMount.Tmpfs("/new/a", 1 << 20, false))
                .script("ls -A /home; echo x > /home/f; echo x > /new/a/f; echo x > /new/kept;"
                        + " dd if=/dev/zero of=/new/a/big bs=1M count=4 2> /dev/null || echo full")
                .go();
        assertThat(outcome.lines()).containsExactly("full");
        assertThat(outcome.entries()).containsOnlyKeys("new", "new/kept");
    }

    @Test
    void mountPointsBehindSymlinksAreFound() throws Exception {
        var layers = onBase(layer -> layer.add(TarEntry.symlink("run", "../../var/run", 0, 0, Busybox.OLD)));
        var outcome = new Run()
                .layers(layers)
                .mount(new RunMount.SecretFile("key".getBytes(), "/run/secrets/id", 0400, 0, 0))
                .script("cat /var/run/secrets/id")
                .go();
        assertThat(outcome.text()).isEqualTo("key");
        assertThat(outcome.entries()).isEmpty();
    }

    @Test
    void cachesKeepWhatIsWrittenAndAreNoPartOfTheLayer() throws Exception {
        var first = new Run()
                .mount(cache("keeps", "/cache", false, false))
                .script("echo one > /cache/f")
                .go();
        assertThat(first.entries()).isEmpty();
        var second = new Run()
                .mount(cache("keeps", "/other", false, false))
                .script("cat /other/f; stat -c '%a %u' /other")
                .go();
        assertThat(second.lines()).containsExactly("one", "755 0");
        assertThat(new Run()
                        .mount(cache("else", "/c", false, false))
                        .script("ls -A /c")
                        .go()
                        .lines())
                .isEmpty();
    }

    @Test
    void aNewCacheHasTheOwnerAndSeedAskedFor() throws Exception {
        var owned = new RunMount.Cache("owned", "/c", List.of(), "/", false, false, 02770, 1000, 1001, false);
        assertThat(new Run().mount(owned).script("stat -c '%a %u:%g' /c").go().text())
                .isEqualTo("2770 1000:1001");
        var seed = List.of(base(), Busybox.layer(directory, layer -> {
            layer.add(TarEntry.directory("seed", 0750, 7, 8, Busybox.OLD));
            Busybox.text(layer, "seed/f", "seeded");
            layer.add(TarEntry.symlink("seed/l", "f", 9, 9, Busybox.OLD));
        }));
        var seeded = new RunMount.Cache("seeded", "/c", seed, "/seed", false, false, 0755, 0, 0, true);
        assertThat(new Run()
                        .mount(seeded)
                        .script("cat /c/l; stat -c '%a %u:%g' /c /c/l; touch /c/x 2> /dev/null || echo refused")
                        .go()
                        .lines())
                .containsExactly("seeded750 7:8", "777 9:9", "refused");
    }

    @Test
    void aDirectoryOfACacheCanBeMountedAlone() throws Exception {
        new Run()
                .mount(cache("parts", "/c", false, false))
                .script(
                        "mkdir -p /c/a/b; echo x > /c/a/b/f; ln -s a/b /c/l; ln -s /a /c/r; ln -s ../../../../tmp /c/out")
                .go();
        assertThat(new Run()
                        .mount(part("parts", "/a/b", "/m"))
                        .mount(part("parts", "/l", "/n"))
                        .mount(part("parts", "/r", "/o"))
                        .script("ls -A /m /n /o; touch /m/g")
                        .go()
                        .lines())
                .containsExactly("/m:", "f", "", "/n:", "f", "", "/o:", "b");
        assertThat(new Run()
                        .mount(cache("parts", "/c", false, false))
                        .script("ls -A /c/a/b")
                        .go()
                        .lines())
                .containsExactly("f", "g");
        for (String missing : List.of("/nosuch", "/a/b/f", "/out", "/nosuch/deeper")) {
            assertThatThrownBy(
                            () -> new Run().mount(part("parts", missing, "/m")).go())
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("no directory '" + missing + "' in the cache");
        }
    }

    @Test
    void aCacheCanBeMountedTwiceInARun() throws Exception {
        for (boolean[] alone : new boolean[][] {{false, false}, {true, true}, {true, false}, {false, true}}) {
            String key = "twice" + alone[0] + alone[1];
            assertThat(new Run()
                            .mount(cache(key, "/c", alone[0], false))
                            .mount(cache(key, "/d", alone[1], false))
                            .script("touch /c/f; ls /d")
                            .go()
                            .lines())
                    .as(key)
                    .containsExactly("f");
            assertThat(new Run()
                            .mount(cache(key, "/c", false, alone[0]))
                            .mount(cache(key, "/d", false, alone[1]))
                            .script("ls /c /d")
                            .go()
                            .lines())
                    .as(key + " private")
                    .containsExactly("/c:", "f", "", "/d:", "f");
        }
    }

    @Test
    void aSharedCacheIsUsedByRunsAtTheSameTime() throws Exception {
        for (int i = 0; i < 6; i++) {
            String key = "together" + i;
            var other = CompletableFuture.supplyAsync(() -> meet(key, "a", "b"));
            assertSucceeded(meet(key, "b", "a"));
            assertSucceeded(other.get(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void runsOnALayerThatNobodyHasUnpackedYetDoNotWaitForEachOther() throws Exception {
        for (int i = 0; i < 20; i++) {
            String key = "new layer " + i;
            var layers = onBase(layer -> Busybox.text(layer, "new", key));
            var other = CompletableFuture.supplyAsync(() -> meet(new Run().layers(layers), key, "a", "b"));
            assertSucceeded(meet(new Run().layers(layers), key, "b", "a"));
            assertSucceeded(other.get(1, TimeUnit.MINUTES));
        }
    }

    private Outcome meet(String key, String me, String other) {
        return meet(new Run(), key, me, other);
    }

    private Outcome meet(Run run, String key, String me, String other) {
        try {
            return run.mount(cache(key, "/c", false, false))
                    .script("touch /c/" + me + "; i=0; until [ -e /c/" + other
                            + " ]; do i=$((i+1)); [ $i -lt 300 ]; sleep 0.1; done")
                    .go();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void runsThatUseTheSameCachesAloneDoNotWaitForEachOther() throws Exception {
        var other = CompletableFuture.supplyAsync(() -> manyTimes("one", "two"));
        manyTimes("two", "one");
        other.get(1, TimeUnit.MINUTES);
    }

    private int manyTimes(String first, String second) {
        try {
            for (int i = 0; i < 5; i++) {
                assertSucceeded(new Run()
                        .mount(cache(first, "/c", true, false))
                        .mount(cache(second, "/d", true, false))
                        .go());
            }
            return 0;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static RunMount.Cache part(String key, String source, String target) {
        return new RunMount.Cache(key, target, List.of(), source, false, false, 0755, 0, 0, false);
    }

    @Test
    void aDirectoryHiddenByAMountStaysWhenAnotherMountWasInTheMount() throws Exception {
        Path source = Files.createDirectory(scratch().resolve("source"));
        var layers = onBase(layer -> {
            layer.add(TarEntry.directory("a", 0755, 0, 0, Busybox.OLD));
            layer.add(TarEntry.directory("a/b", 0700, 0, 0, Busybox.OLD));
            Busybox.text(layer, "a/f", "");
        });
        var outcome = new Run()
                .layers(layers)
                .mount(new RunMount.Host(source, "/a", true))
                .mount(new RunMount.Tmpfs("/a/b", 0, false))
                .mount(new RunMount.SecretFile("x".getBytes(), "/a/f", 0400, 0, 0))
                .script("cat /a/f; ls /a")
                .go();
        assertThat(outcome.lines()).containsExactly("xb", "f");
        assertThat(outcome.entries()).isEmpty();
    }

    @Test
    void aMemoryFileSystemHasTheModeOfTheDirectoryItHides() throws Exception {
        var layers = onBase(layer -> layer.add(TarEntry.directory("a", 02711, 5, 6, Busybox.OLD)));
        assertThat(new Run()
                        .layers(layers)
                        .mount(new RunMount.Tmpfs("/a", 0, false))
                        .mount(new RunMount.Tmpfs("/a/b", 1 << 20, false))
                        .mount(new RunMount.Tmpfs("/new/c", 0, false))
                        .script("stat -c '%a %u %g' /a /a/b /new /new/c")
                        .go()
                        .lines())
                .containsExactly("2711 0 0", "1777 0 0", "755 0 0", "1777 0 0");
    }

    @Test
    void aMemoryFileSystemMayBeReadOnly() throws Exception {
        assertThat(new Run()
                        .mount(new RunMount.Tmpfs("/t", 0, true))
                        .script("touch /t/f 2> /dev/null || echo no; ls -A /t")
                        .go()
                        .lines())
                .containsExactly("no");
    }

    @Test
    void aCacheAskedForWithAnotherOwnerIsAnother() throws Exception {
        var own = new RunMount.Cache("shared", "/c", List.of(), "/", false, false, 0700, 1000, 1000, false);
        var others = new RunMount.Cache("shared", "/c", List.of(), "/", false, false, 0700, 1001, 1001, false);
        new Run().mount(own).script("echo x > /c/f").go();
        assertThat(new Run()
                        .mount(others)
                        .script("stat -c '%u %a' /c; ls /c")
                        .go()
                        .lines())
                .containsExactly("1001 700");
        assertThat(new Run().mount(own).script("ls /c").go().lines()).containsExactly("f");
    }

    @Test
    void anExclusiveCacheIsWaitedForAndAPrivateOneIsNot() throws Exception {
        var sign = cache("sign", "/s", false, false);
        var up = new CountDownLatch(1);
        var holding = engine().start(
                        new Run()
                                .mount(cache("locked", "/c", true, false))
                                .mount(sign)
                                .script("echo x > /c/in; echo up; while [ ! -e /s/go ]; do sleep 0.02; done; rm /c/in")
                                .request(),
                        line -> up.countDown());
        up.await();
        var privateOne = new Run()
                .mount(cache("locked", "/c", false, true))
                .script("ls /c")
                .go();
        assertThat(privateOne.lines()).isEmpty();
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var waiting = engine().start(
                        new Run()
                                .mount(cache("locked", "/c", true, false))
                                .script("ls /c")
                                .request(),
                        lines::add);
        assertThat(waiting.ends(Duration.ofMillis(500))).isFalse();
        new Run().mount(sign).script("touch /s/go").go();
        assertThat(holding.await().exitCode()).isZero();
        assertThat(waiting.await().exitCode()).isZero();
        assertThat(lines).isEmpty();
    }

    @Test
    void secretsHaveTheirModeAndOwnerAndAreNowhereAfterwards() throws Exception {
        byte[] content = "s3cr3t-bytes".getBytes();
        var outcome = new Run()
                .user("web")
                .mount(new RunMount.SecretFile(content, "/run/secrets/key", 0440, 1000, 12))
                .script("cat /run/secrets/key; stat -c ' %a %u:%g' /run/secrets/key")
                .go();
        assertThat(outcome.lines()).containsExactly("s3cr3t-bytes 440 1000:12");
        assertThat(outcome.entries()).isEmpty();
        try (var files = Files.walk(store(), 3)) {
            assertThat(files.filter(Files::isRegularFile).filter(Files::isReadable))
                    .noneMatch(file -> contains(file, "s3cr3t"));
        }
        assertThat(new Run()
                        .user("web")
                        .mount(new RunMount.SecretFile(content, "/s", 0400, 0, 0))
                        .script("cat /s")
                        .go()
                        .exitCode())
                .isNotZero();
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aSocketOfTheHostCanBeSpokenTo() throws Exception {
        Path socket = Files.createTempDirectory("sock").resolve("s");
        var client = onBase(layer -> UnixSockets.addClient(layer, "bin/client", "/run/agent", "hello"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            var answering = new Thread(() -> UnixSockets.answer(server));
            answering.setDaemon(true);
            answering.start();
            var outcome = new Run()
                    .layers(client)
                    .user("web")
                    .mount(new RunMount.Socket(socket, "/run/agent", 0600, 1000, 1001))
                    .script("stat -c '%F %a %u:%g' /run/agent; client; client")
                    .go();
            assertThat(outcome.text()).isEqualTo("socket 600 1000:1001\nheard hello\nheard hello");
            assertThat(outcome.entries()).isEmpty();
        }
        assertThat(Files.exists(socket)).isTrue();
    }

    @Test
    void aMountInAMountFindsItsPlace() throws Exception {
        Path source = Files.createDirectory(scratch().resolve("source"));
        var outcome = new Run()
                .mount(new RunMount.SecretFile("x".getBytes(), "/work/inner/secret", 0400, 0, 0))
                .mount(new RunMount.Tmpfs("/work/inner", 0, false))
                .mount(cache("outer", "/work", false, false))
                .script("ls /work /work/inner; cat /work/inner/secret")
                .go();
        assertThat(outcome.text()).isEqualTo("/work:\ninner\n\n/work/inner:\nsecret\nx");
        assertThat(outcome.entries()).isEmpty();
    }

    @Test
    void stubsLeaveTheTimesOfTheirDirectoryAlone() throws Exception {
        var layers = onBase(layer -> {
            layer.whiteout("proc");
            layer.whiteout("sys");
            layer.whiteout("dev");
        });
        var outcome = new Run()
                .layers(layers)
                .mount(new RunMount.Tmpfs("/home/mounted", 0, false))
                .script("ls /proc/self > /dev/null; stat -c %Y /home /etc")
                .go();
        assertThat(outcome.lines())
                .containsExactly("" + Busybox.OLD.getEpochSecond(), "" + Busybox.OLD.getEpochSecond());
        assertThat(outcome.entries()).isEmpty();
        assertThat(outcome.listing().whiteouts()).isEmpty();
    }
}
