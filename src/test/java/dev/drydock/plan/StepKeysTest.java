package dev.drydock.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepKeysTest {

    private static final List<Digest> BELOW = List.of(digest("base"), digest("layer"));
    private static final Instant TIME = Instant.ofEpochSecond(1);

    /** Settings of a RUN, one changed at a time. */
    private static final class Run {
        StepSource source = new StepSource("Dockerfile", 3, "RUN make");
        HistoryEntry history = new HistoryEntry("RUN make", false);
        List<String> argv = List.of("/bin/sh", "-c", "make");
        Map<String, String> env = ordered("PATH", "/bin", "A", "1");
        Map<String, String> unkeyed = Map.of();
        String user = "";
        String workdir = "/";
        List<Mount> mounts = List.of();
        RunStep.Network network = RunStep.Network.DEFAULT;
        RunStep.Security security = RunStep.Security.SANDBOX;
        List<InlineFile> scripts = List.of();

        @Nullable
        String cure = null;

        List<Digest> below = BELOW;

        Digest key() {
            RunStep step = RunStep.of(source, history, argv)
                    .env(env)
                    .unkeyedEnv(unkeyed)
                    .user(user)
                    .workdir(workdir)
                    .mounts(mounts)
                    .network(network)
                    .security(security)
                    .scripts(scripts)
                    .cure(cure)
                    .build();
            return StepKeys.run(below, step, bind -> digest(bind.source()));
        }
    }

    private record Change(String name, java.util.function.Consumer<Run> edit) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changesThatActInRun() {
        return Stream.of(
                new Change("command", r -> r.argv = List.of("/bin/sh", "-c", "make all")),
                new Change("words of argv", r -> r.argv = List.of("/bin/sh", "-c make")),
                new Change("shell", r -> r.argv = List.of("/bin/ash", "-c", "make")),
                new Change("value of a variable", r -> r.env = ordered("PATH", "/bin", "A", "2")),
                new Change("order of variables", r -> r.env = ordered("A", "1", "PATH", "/bin")),
                new Change("more variables", r -> r.env = ordered("PATH", "/bin", "A", "1", "B", "")),
                new Change("border of name and value", r -> r.env = ordered("PATH", "/bin", "A1", "")),
                new Change("user", r -> r.user = "5"),
                new Change("workdir", r -> r.workdir = "/w"),
                new Change("network", r -> r.network = RunStep.Network.NONE),
                new Change("security", r -> r.security = RunStep.Security.INSECURE),
                new Change("script", r -> r.scripts = List.of(inline("s", "a"))),
                new Change("script text", r -> r.scripts = List.of(inline("s", "b"))),
                new Change("layer below", r -> r.below = List.of(digest("base"))),
                new Change("order of layers", r -> r.below = List.of(digest("layer"), digest("base"))),
                new Change("bind", r -> r.mounts = List.of(bind("/a", "/m"))),
                new Change("content of a bind", r -> r.mounts = List.of(bind("/b", "/m"))),
                new Change("target of a bind", r -> r.mounts = List.of(bind("/a", "/n"))),
                new Change("tmpfs", r -> r.mounts = List.of(new Mount.Tmpfs("/m", 0))),
                new Change("tmpfs nobody writes to", r -> r.mounts = List.of(new Mount.Tmpfs("/m", 0, true))),
                new Change("size of a tmpfs", r -> r.mounts = List.of(new Mount.Tmpfs("/m", 1))),
                new Change("cache", r -> r.mounts = List.of(cache("id", Mount.Sharing.SHARED, 0755))),
                new Change("secret", r -> r.mounts = List.of(secret("id", null))),
                new Change("secret id", r -> r.mounts = List.of(secret("other", null))),
                new Change("secret in a variable", r -> r.mounts = List.of(secret("id", "TOKEN"))),
                new Change("agent", r -> r.mounts = List.of(new Mount.Ssh("id", "/m", false, 0600, 0, 0))));
    }

    @Test
    void everythingThatActsInRunMakesAnotherKey() {
        Set<Digest> keys = new HashSet<>(Set.of(new Run().key()));
        changesThatActInRun().forEach(change -> {
            Run run = new Run();
            change.edit.accept(run);
            assertThat(keys.add(run.key())).as(change.name).isTrue();
        });
    }

    static Stream<Change> changesThatDoNotActInRun() {
        return Stream.of(
                new Change("what to do if it fails", r -> r.cure = "Try again."),
                new Change("line", r -> r.source = new StepSource("Dockerfile", 9, "RUN make # comment")),
                new Change("history", r -> r.history = new HistoryEntry("RUN |1 A=1 make", false)),
                new Change("proxy", r -> r.unkeyed = Map.of("HTTP_PROXY", "http://proxy")));
    }

    @ParameterizedTest
    @MethodSource
    void changesThatDoNotActInRun(Change change) {
        Run run = new Run();
        change.edit.accept(run);
        assertThat(run.key()).isEqualTo(new Run().key());
    }

    @Test
    void idSharingAndModeOfACacheDoNotCount() {
        Run one = new Run();
        one.mounts = List.of(cache("one", Mount.Sharing.SHARED, 0755));
        Run other = new Run();
        other.mounts = List.of(cache("other", Mount.Sharing.LOCKED, 0700));
        assertThat(one.key()).isEqualTo(other.key());
    }

    @Test
    void namesThatAreNoTextStayApart() {
        Run one = new Run();
        one.workdir = "/\udc80";
        Run other = new Run();
        other.workdir = "/\udc81";
        assertThat(one.key()).isNotEqualTo(other.key());
    }

    @Test
    void everythingThatActsInCopyMakesAnotherKey() {
        CopyStep base = copy("f.txt", "/d", false, null, null, false, false);
        List<Digest> keys = List.of(
                copyKey(base),
                copyKey(copy("g.txt", "/d", false, null, null, false, false)),
                copyKey(copy("f.txt", "/e", false, null, null, false, false)),
                copyKey(copy("f.txt", "/d", true, null, null, false, false)),
                copyKey(copy("f.txt", "/d", false, "", null, false, false)),
                copyKey(copy("f.txt", "/d", false, "app", null, false, false)),
                copyKey(copy("f.txt", "/d", false, null, "app", false, false)),
                copyKey(copy("f.txt", "/d", false, null, null, true, false)),
                copyKey(copy("f.txt", "/d", false, null, null, false, true)),
                StepKeys.copy(BELOW, base, digest("other"), TIME),
                StepKeys.copy(BELOW, base, digest("content"), null),
                StepKeys.copy(BELOW, base, digest("content"), Instant.EPOCH),
                StepKeys.copy(List.of(), base, digest("content"), TIME));
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void directoryOfACopiedFileDoesNotCount() {
        assertThat(copyKey(copy("a/f.txt", "/d", false, null, null, false, false)))
                .isEqualTo(copyKey(copy("b/f.txt", "/d", false, null, null, false, false)));
    }

    @Test
    void linkedCopyDoesNotLookBelow() {
        CopyStep linked = copy("f.txt", "/d", false, null, null, true, false);
        assertThat(StepKeys.copy(List.of(), linked, digest("content"), TIME)).isEqualTo(copyKey(linked));
    }

    @Test
    void workdirCountsPathUserTimeAndState() {
        assertThat(List.of(
                        workdirKey(BELOW, "/a", "", TIME),
                        workdirKey(BELOW, "/b", "", TIME),
                        workdirKey(BELOW, "/a", "app", TIME),
                        workdirKey(BELOW, "/a", "", Instant.EPOCH),
                        workdirKey(List.of(), "/a", "", TIME)))
                .doesNotHaveDuplicates();
    }

    /** A key that changes between versions of Drydock empties every cache; this one may change only with VERSION. */
    @Test
    void keysStayTheSameFromReleaseToRelease() {
        assertThat(new Run().key().toString())
                .isEqualTo("sha256:991ff20a321b21baee1ac10d98c70e9e23cd89f17ad896160007508a65e3f7b5");
    }

    @Test
    void keyOfEveryKindOfMountStaysTheSame() {
        Run run = new Run();
        run.mounts = List.of(
                bind("/a", "/m"),
                cache("id", Mount.Sharing.SHARED, 0755),
                new Mount.Tmpfs("/m", 1, true),
                secret("id", "TOKEN"),
                new Mount.Ssh("id", "/m", false, 0600, 0, 0));
        run.scripts = List.of(inline("s", "a"));
        assertThat(run.key().toString())
                .isEqualTo("sha256:330022515f921003548f9e2fcc75ff3374ac5bd917be399dd783e08a18d16332");
    }

    @Test
    void keyOfEveryKindOfSourceStaysTheSame() {
        CopyStep step = CopyStep.of(
                        new StepSource("Dockerfile", 1, "COPY"),
                        new HistoryEntry("COPY", false),
                        List.of(
                                new CopyStep.Source.Files(new Input.Context(""), "a/f.txt"),
                                new CopyStep.Source.Inline(inline("s", "a")),
                                new CopyStep.Source.Download("http://h/a.tar", null),
                                new CopyStep.Source.Git("http://h/r.git", "", "", true, true, null)))
                .destination("/d")
                .intoDirectory(true)
                .chown("app")
                .chmod("u+x")
                .link(true)
                .parents(true)
                .excludes(List.of("x"))
                .unpack(CopyStep.Unpack.ALL_ARCHIVES)
                .build();
        assertThat(copyKey(step).toString())
                .isEqualTo("sha256:0331dce7c98c918f0909cd8f5f764796236a6d6227c5b3609cfdc6430fe48433");
        assertThat(StepKeys.copyOfLayers(BELOW, step, List.of(BELOW), TIME).toString())
                .isEqualTo("sha256:f88aa47292d013e1fc15959fb040abfd2d0aa2425ba0ad6ddf9f7f26847136e0");
    }

    private static Digest workdirKey(List<Digest> below, String path, String user, Instant time) {
        return StepKeys.workdir(
                below, new WorkdirStep(new StepSource("", 0, ""), new HistoryEntry("", false), path, user), time);
    }

    private static Digest copyKey(CopyStep step) {
        return StepKeys.copy(BELOW, step, digest("content"), TIME);
    }

    private static CopyStep copy(
            String pattern, String dest, boolean into, String chown, String chmod, boolean link, boolean parents) {
        return CopyStep.of(
                        new StepSource("Dockerfile", 1, "COPY"),
                        new HistoryEntry("COPY", false),
                        List.of(new CopyStep.Source.Files(new Input.Context(""), pattern)))
                .destination(dest)
                .intoDirectory(into)
                .chown(chown)
                .chmod(chmod)
                .link(link)
                .parents(parents)
                .build();
    }

    private static Mount bind(String source, String target) {
        return new Mount.Bind(new Input.Empty(), source, target, false);
    }

    private static Mount cache(String id, Mount.Sharing sharing, int mode) {
        return new Mount.Cache(id, "/m", new Input.Empty(), "/", sharing, mode, 0, 0, false);
    }

    private static Mount secret(String id, String env) {
        return new Mount.Secret(id, "/m", env, false, 0400, 0, 0);
    }

    private static InlineFile inline(String name, String text) {
        return new InlineFile(name, text.getBytes(StandardCharsets.UTF_8), 0644);
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> out = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return out;
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
