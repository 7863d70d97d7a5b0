package dev.drydock.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.PullPolicy;
import dev.drydock.engine.build.CacheBench;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.push.ImagePush;
import dev.drydock.push.Pushes;
import dev.drydock.registry.testing.Fault;
import dev.drydock.registry.testing.TestRegistry;
import dev.drydock.run.RunEngine;
import dev.drydock.run.RunListener;
import dev.drydock.run.RunRequest;
import dev.drydock.run.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private String dockerfile;

    @BeforeEach
    void start() throws Exception {
        registry = TestRegistry.start();
        bench = new CacheBench(temp);
        base = Reference.parse(registry.hostAndPort() + "/library/base:1");
        lock = temp.resolve("drydock.lock");
        dockerfile = "FROM " + base + "\nLABEL a=b\n";
        bench.options =
                new BuildOptionsBuilder(bench.options).lock(lock, false, false).build();
        pushBase("one");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Digest pushBase(String content) throws Exception {
        Files.writeString(bench.context.resolve("a.txt"), content);
        BuildResult built = bench.build("base", "FROM scratch\nCOPY a.txt /\n", options -> new NoRuns());
        Pushes.push(new ImagePush(bench.machine("base").layout(), List.of(base)), bench.surroundings());
        return built.digest();
    }

    private List<BaseLock.Pin> lock(boolean keepOthers) throws IOException {
        Path file = Files.writeString(temp.resolve("Dockerfile"), dockerfile);
        return new BaseLock(
                        new ImageSource.Dockerfile(bench.context, file),
                        List.of(Platform.current()),
                        bench.machine("locker").store(),
                        lock,
                        keepOthers)
                .write(bench.surroundings());
    }

    private Digest build(String machine) throws Exception {
        return bench.build(machine, "FROM " + base + "\nLABEL a=b\n", options -> new NoRuns())
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
        bench.options =
                new BuildOptionsBuilder(bench.options).pull(PullPolicy.ALWAYS).build();
        assertThat(build("three")).isEqualTo(free);
        bench.options =
                new BuildOptionsBuilder(bench.options).pull(PullPolicy.MISSING).build();

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

    private void assertRefused(String dockerfile, String... words) {
        assertThatThrownBy(() -> bench.build("refusing", dockerfile, options -> new NoRuns()))
                .isInstanceOfSatisfying(BuildFailure.class, failure -> {
                    assertThat(failure.getMessage()).contains(words);
                    assertThat(failure.hint()).contains("mvn drydock:lock");
                });
    }

    @Test
    void aDigestTheRegistryDoesNotHaveIsNamedWithItsLine() throws Exception {
        String gone = "sha256:" + "ab".repeat(32);
        Files.writeString(lock, "# mine\n\n" + base.fullName() + " " + gone + "\n");
        assertRefused(
                "FROM " + base + "\n",
                "drydock.lock:3: " + base.fullName() + " is pinned to " + gone,
                "which " + base.registry() + " does not have");
    }

    /** An index may outlive its parts, a manifest its layers. */
    @ParameterizedTest
    @ValueSource(strings = {"/blobs/", "/manifests/"})
    void aPinnedImageThatIsNotWholeAnyMoreIsNamedToo(String what) throws Exception {
        lock(false);
        registry.setFaults(request -> request.path().contains(what) ? Fault.status(404) : null);
        assertRefused("FROM " + base + "\nRUN true\n", "drydock.lock:2: " + base.fullName(), "does not have");
    }

    @Test
    void otherTroubleWithAPinnedImageIsToldAsItIs() throws Exception {
        lock(false);
        registry.setFaults(request -> request.path().contains("/manifests/") ? Fault.status(403) : null);
        assertThatThrownBy(() -> build("one"))
                .hasMessageContaining("refuses (403)")
                .hasMessageNotContaining("drydock.lock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM {other}",
                "FROM {base} AS a\nFROM {other}\nCOPY --from=a /a.txt /b.txt",
                "ARG NAME={other}\nFROM $NAME",
                "FROM {base}\nCOPY --from={other} /a.txt /b.txt",
                "FROM {base}\nRUN --mount=from={other},target=/x true",
                "FROM named",
                "FROM {base}\nCOPY --from=named /a.txt /b.txt",
                "FROM --platform=linux/arm64 {other}"
            })
    void aBaseThatIsNotPinnedIsRefusedWhereverItIsNamed(String text) throws Exception {
        lock(false);
        Reference other = Reference.parse(registry.hostAndPort() + "/library/other:1");
        bench.contexts = Map.of("named", new NamedContext.Image(other));
        registry.forgetRequests();
        assertRefused(
                text.replace("{other}", other.toString()).replace("{base}", base.toString()),
                other.fullName() + " is not pinned: it is not in " + lock);
        assertThat(registry.requests()).noneMatch(request -> request.path().contains("library/other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM scratch",
                "FROM {base}",
                "FROM {base}@{digest}",
                "FROM {base} AS a\nFROM a",
                "FROM localhost:1/unused AS unused\nFROM {base}",
                "FROM layout",
            })
    void whatIsPinnedOrUnusedOrHasNoNameIsNotRefused(String text) throws Exception {
        Digest digest = lock(false).get(0).now();
        bench.contexts =
                Map.of("layout", new NamedContext.Layout(bench.machine("base").layout()));
        String from = text.replace("{base}", base.toString()).replace("{digest}", digest.toString());
        Files.writeString(bench.context.resolve("b.txt"), "b");
        assertThat(bench.build("free", from + "\nCOPY b.txt /b.txt\n", options -> new NoRuns())
                        .digest())
                .isNotNull();
    }

    /** As images described in a POM have it, whose base is {@code <from>} or the usual one. */
    @Test
    void theBaseOfADescribedImageIsPinnedAsWell() throws Exception {
        var described = new AppImage(
                "pom.xml", new AppImage.Base.Named(base), List.of(), AppImage.Config.EMPTY, false, List.of());
        var source = new ImageSource.Application(bench.context, described, Map.of());
        Files.writeString(lock, "");
        assertThatThrownBy(() -> bench.build("one", source, options -> new NoRuns()))
                .hasMessageContaining(base.fullName() + " is not pinned");
        assertThat(new BaseLock(
                                source,
                                List.of(Platform.current()),
                                bench.machine("locker").store(),
                                lock,
                                false)
                        .write(bench.surroundings()))
                .extracting(BaseLock.Pin::name)
                .containsExactly(base.fullName());
        bench.build("one", source, options -> new NoRuns());
    }

    @Test
    void aBaseThatIsNotPinnedIsWarnedOfWhereThatIsEnough() throws Exception {
        Files.writeString(lock, "docker.io/library/other:1 sha256:" + "ab".repeat(32) + "\n");
        bench.options =
                new BuildOptionsBuilder(bench.options).lock(lock, false, true).build();
        Digest first = build("one");
        assertThat(bench.warnings).singleElement().asString().contains(base.fullName() + " is not pinned");
        assertThat(build("one")).isEqualTo(first);
        assertThat(bench.warnings)
                .as("said again by a build with nothing to do")
                .hasSize(2);
    }

    @Test
    void aFileThatIsNamedHasToBeThere() throws Exception {
        bench.options =
                new BuildOptionsBuilder(bench.options).lock(lock, true, false).build();
        assertRefused("FROM " + base + "\n", base.fullName() + " is not pinned: there is no " + lock);
        bench.build("one", "FROM scratch\nCOPY a.txt /\n", options -> new NoRuns());
        lock(false);
        build("one");
    }

    @Test
    void stagesTheTargetDoesWithoutArePinnedAsFarAsTheyCanBe() throws Exception {
        Reference tools = Reference.parse(registry.hostAndPort() + "/library/tools:1");
        Reference gone = Reference.parse(registry.hostAndPort() + "/library/gone:1");
        Pushes.push(new ImagePush(bench.machine("base").layout(), List.of(tools)), bench.surroundings());
        dockerfile = "FROM %s AS test\nFROM %s AS broken\nFROM %s\nLABEL a=b\n".formatted(tools, gone, base);
        assertThat(lock(false)).extracting(BaseLock.Pin::name).containsExactly(base.fullName(), tools.fullName());
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .contains("stage broken")
                .contains("library/gone:1");
    }

    /** For builds that are refused before they run anything, or have nothing to run. */
    private static final class NoRuns implements RunEngine {

        @Override
        public void expectRun() {
            // The Dockerfile may have a RUN.
        }

        @Override
        public StartedRun start(RunRequest request, RunListener listener) {
            throw new AssertionError("nothing is run here");
        }

        @Override
        public void close() {
            // Nothing was started.
        }
    }
}
