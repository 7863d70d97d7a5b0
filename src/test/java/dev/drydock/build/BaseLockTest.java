package dev.drydock.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.registry.testing.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of base images that mean what a file says, and how it comes to say so. */
class BaseLockTest {

    @TempDir
    Path temp;

    private TestRegistry registry;
    private CacheBench bench;
    private Reference base;
    private Path lock;

    @BeforeEach
    void start() throws Exception {
        registry = TestRegistry.start();
        bench = new CacheBench(temp);
        base = Reference.parse(registry.hostAndPort() + "/library/base:1");
        lock = temp.resolve("drydock.lock");
        bench.options = bench.options.withLockFile(lock);
        pushBase("one");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Digest pushBase(String content) throws Exception {
        Files.writeString(bench.context.resolve("a.txt"), content);
        BuildResult built = bench.build("base", "FROM scratch\nCOPY a.txt /\n", options -> null);
        new ImagePush(bench.machine("base").layout(), List.of(base)).push(bench.surroundings());
        return built.digest();
    }

    private List<BaseLock.Pin> lock(boolean keepOthers) throws IOException {
        Path file = Files.writeString(temp.resolve("Dockerfile"), "FROM " + base + "\nLABEL a=b\n");
        return new BaseLock(
                        new ImageSource.Dockerfile(bench.context, file),
                        List.of(Platform.current()),
                        bench.machine("locker").store(),
                        lock,
                        keepOthers)
                .write(bench.surroundings());
    }

    private Digest build(String machine) throws Exception {
        return bench.build(machine, "FROM " + base + "\nLABEL a=b\n", options -> null)
                .digest();
    }

    @Test
    void aPinnedNameMeansTheSameEverywhereUntilItIsPinnedAnew() throws Exception {
        Digest free = build("one");
        assertThat(lock(false))
                .singleElement()
                .satisfies(pin -> assertThat(pin.before()).isNull());
        assertThat(lock).content().contains(base.fullName() + " sha256:");
        assertThat(CacheBench.fetchedBlobs(registry)).isNotEmpty();
        pushBase("two");
        assertThat(build("two")).isEqualTo(free);
        assertThat(build("one")).isEqualTo(free);
        bench.options = bench.options.withPull(PullPolicy.ALWAYS);
        assertThat(build("three")).isEqualTo(free);
        bench.options = bench.options.withPull(PullPolicy.MISSING);

        BaseLock.Pin moved = lock(false).get(0);
        assertThat(moved.before()).isNotNull().isNotEqualTo(moved.now());
        Digest fresh = build("one");
        assertThat(fresh).isNotEqualTo(free);
        Files.delete(lock);
        assertThat(build("four")).isEqualTo(fresh);
        assertThat(build("one")).isEqualTo(free); // this machine knew the name before it was pinned
    }

    @Test
    void aFileThatIsRightIsNotWrittenAndOthersMayShareIt() throws Exception {
        lock(false);
        var time = Files.getLastModifiedTime(lock);
        Thread.sleep(20);
        lock(false);
        assertThat(Files.getLastModifiedTime(lock)).isEqualTo(time);
        String other = "docker.io/library/other:1 sha256:" + "ab".repeat(32);
        Files.writeString(lock, "# mine\n\n" + other + "\n");
        lock(true);
        assertThat(lock).content().contains(other, base.fullName());
        lock(false);
        assertThat(lock).content().doesNotContain(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian", "debian sha256:12", "debian sha256:%s more", "debian md5:%s"})
    void aLineThatMeansNothingIsNamed(String line) throws Exception {
        Files.writeString(lock, "# fine\n" + line.formatted("ab".repeat(32)) + "\n");
        assertThatThrownBy(() -> build("one"))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("drydock.lock:2: ")
                .hasMessageContaining("debian");
    }
}
