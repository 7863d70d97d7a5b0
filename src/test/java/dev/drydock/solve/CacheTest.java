package dev.drydock.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.image.MediaTypes;
import dev.drydock.io.compress.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which steps are executed again after what change. */
class CacheTest {

    private static final String DOCKERFILE = """
            FROM base
            ENV A=1
            LABEL l=1
            COPY a.txt /a
            RUN write /one 1
            WORKDIR /w
            COPY dir/ /d/
            RUN --mount=type=secret,id=s --mount=type=bind,source=m,target=/m write /two 2
            CMD ["x"]
            """;

    private static final String COPY_A = "COPY a.txt /a";
    private static final String ONE = "RUN write /one 1";
    private static final String WORKDIR = "WORKDIR /w";
    private static final String COPY_DIR = "COPY dir/ /d/";
    private static final String TWO = "RUN --mount=type=secret,id=s --mount=type=bind,source=m,target=/m write /two 2";
    private static final List<String> ALL = List.of(COPY_A, ONE, WORKDIR, COPY_DIR, TWO);

    @TempDir
    Path temp;

    /** Changes files, settings or the Dockerfile; returns the new Dockerfile. */
    private interface Edit {
        String apply(Bench bench) throws IOException;
    }

    private interface Touch {
        void apply(Bench bench) throws IOException;
    }

    private record Change(String name, Edit edit, List<String> executed) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Change around(String name, Touch touch, String... executed) {
        return new Change(
                name,
                bench -> {
                    touch.apply(bench);
                    return DOCKERFILE;
                },
                List.of(executed));
    }

    private static Change text(String name, String from, String to, String... executed) {
        return new Change(name, bench -> DOCKERFILE.replace(from, to), List.of(executed));
    }

    private static Path file(Bench bench, String name) {
        return bench.context.resolve(name);
    }

    static Stream<Change> changes() {
        String[] all = ALL.toArray(String[]::new);
        return Stream.of(
                text("nothing", "", ""),
                text("comment", "RUN write /one", "# comment\n\nRUN write /one"),
                text("label", "l=1", "l=2"),
                text("label gone", "LABEL l=1\n", ""),
                text("command", "[\"x\"]", "[\"y\"]"),
                text("expose before RUN", "WORKDIR", "EXPOSE 80\nWORKDIR"),
                // Only the RUNs see the variable. The steps between them start from a step that says something else.
                text("variable", "A=1", "A=2", ONE, WORKDIR, COPY_DIR, TWO),
                text(
                        "owner that comes to the same",
                        "COPY a.txt",
                        "COPY --chown=0 a.txt",
                        "COPY --chown=0 a.txt /a",
                        ONE,
                        WORKDIR,
                        COPY_DIR,
                        TWO),
                text(
                        "other source of the same content",
                        "COPY a.txt",
                        "COPY b.txt",
                        "COPY b.txt /a",
                        ONE,
                        WORKDIR,
                        COPY_DIR,
                        TWO),
                text("the source in other words", "COPY dir/", "COPY ./dir"),
                text("destination as a directory", "/d/", "/d", "COPY dir/ /d", TWO),
                text("argument, though unused", "WORKDIR", "ARG B=1\nWORKDIR", TWO),
                text("user", "COPY dir", "USER 5\nCOPY dir", TWO),
                text("user before WORKDIR", "WORKDIR", "USER 5\nWORKDIR", WORKDIR, COPY_DIR, TWO),
                text("shell", "WORKDIR", "SHELL [\"/bin/ash\", \"-c\"]\nWORKDIR", TWO),
                text("step added at the end", "CMD", "RUN write /three 3\nCMD", "RUN write /three 3"),
                text(
                        "step added in between",
                        "WORKDIR",
                        "RUN write /x x\nWORKDIR",
                        "RUN write /x x",
                        WORKDIR,
                        COPY_DIR,
                        TWO),
                text("command of RUN", "write /one 1", "write /one 0", "RUN write /one 0", WORKDIR, COPY_DIR, TWO),
                text("order of steps", COPY_A + "\n" + ONE, ONE + "\n" + COPY_A, ONE, COPY_A, WORKDIR, COPY_DIR, TWO),
                around("proxy", bench -> bench.args.put("HTTP_PROXY", "http://proxy")),
                around("value of a secret", bench -> bench.secrets.put("s", "other")),
                around("content of a copied file", bench -> bench.write("a.txt", "changed"), all),
                around("content in a copied directory", bench -> bench.write("dir/x", "changed"), COPY_DIR, TWO),
                around(
                        "time of a file",
                        bench -> Files.setLastModifiedTime(
                                file(bench, "a.txt"), FileTime.from(Instant.ofEpochSecond(5)))),
                around(
                        "mode of a file",
                        bench -> Files.setPosixFilePermissions(
                                file(bench, "dir/x"), PosixFilePermissions.fromString("rwxr-xr-x")),
                        COPY_DIR,
                        TWO),
                around(
                        "name of a file",
                        bench -> Files.move(file(bench, "dir/x"), file(bench, "dir/y")),
                        COPY_DIR,
                        TWO),
                around("ignored file", bench -> bench.write("dir/x.log", "log")),
                around("file that nothing copies", bench -> bench.write("other.txt", "x")),
                around("file shown by a mount", bench -> bench.write("m/f", "changed"), TWO),
                around("results are to be ignored", bench -> bench.options = options(bench, true, 1000, 1000), all),
                around("time of the files", bench -> bench.options = options(bench, false, 5, 5), all),
                around("time of the image", bench -> bench.options = options(bench, false, 5, 1000)));
    }

    private static SolveOptions options(Bench bench, boolean noCache, long created, long files) {
        return new SolveOptions(
                noCache,
                bench.options.compression(),
                Instant.ofEpochSecond(created),
                Instant.ofEpochSecond(files),
                false);
    }

    @ParameterizedTest
    @MethodSource
    void changes(Change change) throws Exception {
        Bench bench = bench();
        assertThat(bench.executedFor(DOCKERFILE)).isEqualTo(ALL);
        assertThat(bench.executedFor(change.edit.apply(bench))).isEqualTo(change.executed);
    }

    @Test
    void goingBackToWhatWasFindsItAgain() throws Exception {
        Bench bench = bench();
        bench.solve(DOCKERFILE);
        bench.write("a.txt", "changed");
        bench.solve(DOCKERFILE);
        bench.write("a.txt", "a");
        assertThat(bench.executedFor(DOCKERFILE)).isEmpty();
    }

    @Test
    void cleanProjectExecutesItsCopiesAndNoRun() throws Exception {
        Bench bench = bench();
        SolvedImage before = bench.solve(DOCKERFILE);
        try (Stream<Path> files = Files.walk(bench.projectStore)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(bench.executedFor(DOCKERFILE)).containsExactly(COPY_A, WORKDIR, COPY_DIR);
        assertThat(bench.solve(DOCKERFILE).config()).isEqualTo(before.config());
    }

    @Test
    void cachedBuildGivesTheSameImageAsTheFirst() throws Exception {
        Bench bench = bench();
        SolvedImage first = bench.solve(DOCKERFILE);
        SolvedImage second = bench.solve(DOCKERFILE);
        assertThat(second.config()).isEqualTo(first.config());
        assertThat(second.layers()).isEqualTo(first.layers());
        assertThat(first.executed()).noneMatch(StepResult::cached);
        assertThat(second.executed()).allMatch(StepResult::cached);
    }

    @Test
    void otherCompressionStoresTheSameLayersOtherwise() throws Exception {
        Bench bench = bench();
        SolvedImage gzip = bench.solve(DOCKERFILE);
        bench.options =
                new SolveOptions(false, Compression.ZSTD, bench.options.created(), bench.options.fileTime(), false);
        assertThat(bench.executedFor(DOCKERFILE)).isEmpty();
        SolvedImage zstd = bench.solve(DOCKERFILE);
        assertThat(zstd.config()).isEqualTo(gzip.config());
        assertThat(zstd.layers().stream().map(layer -> layer.blob().mediaType()))
                .containsExactly(
                        MediaTypes.OCI_LAYER_GZIP,
                        MediaTypes.OCI_LAYER_ZSTD,
                        MediaTypes.OCI_LAYER_ZSTD,
                        MediaTypes.OCI_LAYER_ZSTD,
                        MediaTypes.OCI_LAYER_ZSTD,
                        MediaTypes.OCI_LAYER_ZSTD);
        assertThat(Bench.read(zstd, "two")).isEqualTo("2");
        assertThat(bench.solve(DOCKERFILE).layers()).isEqualTo(zstd.layers());
    }

    @Test
    void stageRunAgainWithTheSameResultDoesNotInvalidateThoseThatCopyFromIt() throws Exception {
        Bench bench = bench();
        String dockerfile = """
                FROM base AS build
                RUN write /out 1 && write /log VERSION
                FROM base
                COPY --from=build /out /out
                RUN write /two 2
                """;
        bench.solve(dockerfile.replace("VERSION", "1"));
        assertThat(bench.executedFor(dockerfile.replace("VERSION", "2")))
                .containsExactly("RUN write /out 1 && write /log 2");
        assertThat(bench.executedFor(dockerfile.replace("/out 1", "/out 3").replace("VERSION", "2")))
                .hasSize(3);
    }

    @Test
    void linkedCopyIsKeptWhenTheStageBelowChanges() throws Exception {
        Bench bench = bench();
        String dockerfile = "FROM base\nRUN write /one VERSION\nCOPY --link a.txt /a\n";
        bench.solve(dockerfile.replace("VERSION", "1"));
        assertThat(bench.executedFor(dockerfile.replace("VERSION", "2"))).containsExactly("RUN write /one 2");
    }

    @Test
    void failedStepIsNotRememberedAndEverythingBeforeItIs() throws Exception {
        Bench bench = bench();
        String broken = DOCKERFILE.replace("write /one 1", "print so && exit 3");
        Bench.failureOf(() -> bench.solve(broken));
        assertThat(Bench.failureOf(() -> bench.executedFor(broken)))
                .hasMessageContaining("Dockerfile:5")
                .hasMessageContaining("exit code 3");
        assertThat(bench.log.cached).containsExactly(COPY_A);
        assertThat(bench.log.started).containsExactly("RUN print so && exit 3");
        assertThat(bench.executedFor(DOCKERFILE)).containsExactly(ONE, WORKDIR, COPY_DIR, TWO);
    }

    private Bench bench() throws IOException {
        Bench bench = new Bench(temp);
        bench.write("a.txt", "a");
        bench.write("b.txt", "a");
        bench.write("dir/x", "x");
        bench.write("m/f", "f");
        bench.write(".dockerignore", "**/*.log\n");
        bench.secrets.put("s", "secret");
        return bench;
    }
}
