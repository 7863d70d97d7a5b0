package dev.drydock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.context.ContentMemo;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildOptionsBuilder;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.CacheOptions;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.Workspace;
import dev.drydock.engine.source.PlannedSource;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.BaseImages;
import dev.drydock.frontend.app.AppImage;
import dev.drydock.image.Digest;
import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.plan.BuildPlan;
import dev.drydock.progress.BuildLog;
import dev.drydock.progress.SilentBuildLog;
import dev.drydock.registry.RegistryOptions;
import dev.drydock.sandbox.SandboxMode;
import dev.drydock.solve.ScriptedEngine;
import dev.drydock.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeseenRunsTest {

    @TempDir
    Path temp;

    /** A Dockerfile with these commands. */
    private record Commands(List<String> texts) implements PlannedSource {

        @Override
        public List<Digest> commands() {
            return texts.stream()
                    .map(text -> Digest.of(text.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }

        @Override
        public Path place() {
            throw new AssertionError();
        }

        @Override
        public String fileName() {
            throw new AssertionError();
        }

        @Override
        public @Nullable AppImage described() {
            throw new AssertionError();
        }

        @Override
        public BuildPlan plan(BaseImages images, Platform platform, boolean one, BuildLog log) {
            throw new AssertionError();
        }

        @Override
        public Trees trees(Workspace space, ContentMemo memo) {
            throw new AssertionError();
        }
    }

    private boolean sure(CacheOptions cache, String... commands) {
        try (Store store = Store.open(temp)) {
            return new ForeseenRuns(new Commands(List.of(commands)), store).areSure(cache);
        }
    }

    private void built(String... commands) {
        try (Store store = Store.open(temp)) {
            new ForeseenRuns(new Commands(List.of(commands)), store).remember();
        }
    }

    @Test
    void aCommandThatNoBuildHadWillRun() {
        assertThat(sure(CacheOptions.OWN, "a")).isTrue();
        built("a", "b");
        built("a");
        assertThat(sure(CacheOptions.OWN, "a")).isFalse();
        assertThat(sure(CacheOptions.OWN, "b", "a")).isFalse();
        assertThat(sure(CacheOptions.OWN, "a", "c")).isTrue();
    }

    @Test
    void whereThereAreNoCommandsNothingWillRun() {
        assertThat(sure(CacheOptions.OWN)).isFalse();
        assertThat(sure(new CacheOptions(true, List.of(), null))).isFalse();
    }

    @Test
    void withoutTheCacheEveryCommandRuns() {
        built("a");
        assertThat(sure(new CacheOptions(true, List.of(), null), "a")).isTrue();
    }

    @Test
    void anotherMachineMayHaveRunWhatThisOneHasNot() {
        assertThat(sure(new CacheOptions(false, List.of(Reference.parse("r.example/cache")), null), "a"))
                .isFalse();
    }

    @Test
    void aStoreOfBeforeSuchNotesTellsNothing() throws Exception {
        Files.createDirectories(temp.resolve("steps"));
        assertThat(sure(CacheOptions.OWN, "a")).isFalse();
    }

    @Test
    void aBuildExpectsToRunWhatIsNewAndNothingThatIsCachedWhateverElseChanges() throws Exception {
        assertThat(eventsOf("RUN write /a 1")).startsWith("a run is expected").endsWith("write /a 1");
        assertThat(eventsOf("RUN write /a 1\nLABEL a=b")).isEmpty();
        // With what is remembered of the project gone as well.
        try (Stream<Path> files = Files.walk(temp.resolve("project"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        assertThat(eventsOf("RUN write \\\n# a comment\n/a 1")).isEmpty();
        assertThat(eventsOf("RUN write /a 1\nRUN write /b 2").subList(0, 1)).containsExactly("a run is expected");
    }

    @Test
    void aCommandThatFailedIsStillNew() throws Exception {
        assertThat(eventsOf("RUN exit 1")).startsWith("a run is expected");
        assertThat(eventsOf("RUN exit 1")).startsWith("a run is expected");
    }

    private List<String> eventsOf(String instructions) throws Exception {
        Path context = Files.createDirectories(temp.resolve("context"));
        Path file = Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n" + instructions + "\n");
        var source = new ImageSource.Dockerfile(context, file, "", Map.of(), Map.of());
        Path work = temp.resolve("work");
        var space = new Workspace(work, work.resolve("oci"), temp.resolve("project"), temp.resolve("store"));
        var request =
                BuildRequest.of(source, Reference.parse("x:1"), space).withOptions(new BuildOptionsBuilder().build());
        var surroundings =
                new BuildEnvironment(RegistryOptions.defaults(), SandboxMode.AUTO, new SilentBuildLog(), Map.of());
        ScriptedEngine engine = new ScriptedEngine();
        try {
            new Builder(surroundings, Clock.systemUTC(), options -> engine).build(request);
        } catch (BuildFailure failed) {
            assertThat(failed).hasMessageContaining("exit code 1");
        }
        return engine.events;
    }
}
