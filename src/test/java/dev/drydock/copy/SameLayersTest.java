package dev.drydock.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.context.BuildContext;
import dev.drydock.context.IgnoreRules;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Digest;
import dev.drydock.layer.LayerIndexes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Layers, keys and indexes are, to the byte, those that earlier versions made: a cache lasts, and builds can be repeated. {@code
 * same-layers.tsv} has what a version of 2026-11-30 made of the cases of {@link CopyCaseTest} and of trees made at random. To renew it
 * after a change that is meant: {@code -Dcopy.renew=true}.
 */
class SameLayersTest {

    private static final Path CASES = Path.of("src/test/resources/copy");
    private static final Path EXPECTED = CASES.resolve("same-layers.tsv");

    private static final String[] NAMES = {
        "a",
        "a-b",
        "a.b",
        "ab",
        "a\\sb",
        "a!",
        "b",
        "B",
        "0",
        "\\xc3\\xa9",
        "\\xff",
        "\\xf0\\x9f\\x98\\x80",
        "z~",
        "long-name-of-a-file"
    };

    private static final List<String> STEPS = List.of(
            "COPY . /x/",
            "COPY --exclude=**/a* . /y/",
            "COPY --exclude=*/a* --exclude=!*/ab --exclude=!*/a/b . /n/",
            "COPY --parents ./**/b /p/",
            "COPY --parents a/./*/a* b/ab* /q/",
            "COPY [ab] a?b /m/",
            "COPY a* /w/",
            "COPY --chown=3:4 --chmod=u=rwX,go=r . /",
            "COPY . /base/",
            "COPY --link . /base/",
            "COPY --from=1 . /f/",
            "COPY --from=1 * /g/",
            "ADD . /m/");

    private static final int ALL_SEEDS = 6;

    /** Trees made at random; {@code -Ddrydock.test.seeds=6} takes all that there are results of. */
    private static final int SEEDS = Boolean.getBoolean("copy.renew")
            ? ALL_SEEDS
            : Math.min(Integer.getInteger("drydock.test.seeds", 3), ALL_SEEDS);

    /** All files at once as most builds have it, and as if few were many. */
    private static final int[] PORTIONS = {CopyOperation.MANY, 1, 7};

    @TempDir
    Path folder;

    /** By seed; the same for all portions, since writing so many files takes longer than a layer of them. */
    private final Map<Integer, Path> contexts = new HashMap<>();

    @AfterEach
    void deleteContexts() throws IOException {
        for (Path each : contexts.values()) {
            Folders.delete(each);
        }
    }

    @TestFactory
    Stream<DynamicTest> layers() throws IOException {
        List<String> expected = Boolean.getBoolean("copy.renew")
                ? new ArrayList<>()
                : Files.readAllLines(EXPECTED, StandardCharsets.UTF_8);
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                String name = file.getFileName().toString();
                for (int many : PORTIONS) {
                    tests.add(DynamicTest.dynamicTest(
                            name + " in portions of " + many, () -> check(name, cases(file, many), expected)));
                }
            }
        }
        for (int seed = 1; seed <= SEEDS; seed++) {
            int number = seed;
            String name = "random " + seed;
            for (int many : PORTIONS) {
                tests.add(DynamicTest.dynamicTest(
                        name + " in portions of " + many, () -> check(name, random(number, many), expected)));
            }
        }
        return tests.stream();
    }

    private static void check(String name, List<String> made, List<String> expected) throws IOException {
        List<String> lines = made.stream().map(line -> name + "\t" + line).toList();
        if (Boolean.getBoolean("copy.renew")) {
            expected.addAll(lines);
            Files.write(EXPECTED, expected, StandardCharsets.UTF_8);
        }
        assertThat(lines)
                .containsExactlyElementsOf(expected.stream()
                        .filter(line -> line.startsWith(name + "\t"))
                        .toList());
    }

    private List<String> cases(Path file, int many) throws IOException, InterruptedException {
        List<String> made = new ArrayList<>();
        for (CopyCase copyCase : CopyCase.parse(CopyCase.read(file))) {
            List<String> steps = copyCase.byName().getOrDefault("steps", List.of());
            boolean dependsOnTheSystem = copyCase.sections().toString().contains("{");
            if (!steps.isEmpty() && !dependsOnTheSystem) {
                Path own = Files.createTempDirectory(folder, "case");
                try {
                    made(copyCase.title(), copyCase.prepare(own).inPortionsOf(many), steps, made);
                } finally {
                    Folders.delete(own);
                }
            }
        }
        return made;
    }

    private List<String> random(int seed, int many) throws IOException, InterruptedException {
        List<String> made = new ArrayList<>();
        Random random = new Random(seed);
        List<String> lines = tree(random, "", 2);
        Path context = context(seed, lines);
        Path own = Files.createTempDirectory(folder, "layers");
        Stage stage = new Stage(own)
                .context(BuildContext.open(context, IgnoreRules.parse(seed % 3 == 0 ? "**/B\n!a/**/B" : "")))
                .on(TreeText.parse(some(random, lines)))
                .stage(1, TreeText.parse(tree(random, "", 2)))
                .inPortionsOf(many);
        LayeredTree base = stage.root;
        for (String step : STEPS) {
            stage.root = base;
            made(step, stage, List.of(step), made);
        }
        made("all in turn", stage, STEPS, made);
        Folders.delete(own);
        return made;
    }

    private Path context(int seed, List<String> lines) throws IOException, InterruptedException {
        Path known = contexts.get(seed);
        if (known != null) {
            return known;
        }
        Path context = Files.createTempDirectory(folder, "context");
        CopyCase.layOut(context, TreeText.parse(lines));
        contexts.put(seed, context);
        return context;
    }

    /** Part of these files in a directory where the others go, too. */
    private static List<String> some(Random random, List<String> lines) {
        List<String> some = new ArrayList<>();
        for (String line : lines) {
            if (random.nextInt(3) == 0 && !line.startsWith("h ")) {
                some.add(line.replaceFirst(" 0\\d+ 0:0 ", " 0700 7:8 base/"));
            }
        }
        return some;
    }

    /** Files, directories and links; each directory before what is in it. */
    static List<String> tree(Random random, String directory, int depth) {
        List<String> lines = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (String name : NAMES) {
            String path = directory + name;
            int kind = random.nextInt(12);
            if (kind < 4 && depth > 0) {
                lines.add("d 07" + random.nextInt(6) + "5 0:0 " + path);
                lines.addAll(tree(random, path + "/", depth - 1));
            } else if (kind < 8) {
                lines.add("f 06" + random.nextInt(5) + "4 0:0 " + path + " = " + "x".repeat(random.nextInt(3) * 300));
                files.add(path);
            } else if (kind == 8) {
                lines.add("l 0777 0:0 " + path + " -> " + NAMES[random.nextInt(9)]); // plain ones
            } else if (kind == 9 && !files.isEmpty()) {
                lines.add("h " + path + " == " + files.get(random.nextInt(files.size())));
            }
        }
        return lines;
    }

    private static void made(String title, Stage stage, List<String> steps, List<String> made)
            throws IOException, InterruptedException {
        stage.timestamp(Instant.parse("2010-01-01T00:00:00Z"));
        for (String step : steps) {
            String result;
            try {
                String key = step.startsWith("COPY") || step.startsWith("ADD") ? brief(stage.contentDigest(step)) : "-";
                stage.run(step);
                if (stage.last == null) {
                    continue;
                }
                result = key + "\t" + brief(stage.last.layer().diffId()) + "\t" + brief(index(stage));
            } catch (BuildFailure e) {
                result = "refused";
            }
            made.add(title + "\t" + result);
        }
    }

    static Digest index(Stage stage) throws IOException {
        Path file = Files.createTempFile("index", null);
        try {
            LayerIndexes.write(stage.last.index(), file);
            return Digest.of(Files.readAllBytes(file));
        } finally {
            Files.delete(file);
        }
    }

    static String brief(Digest digest) {
        return digest.hex().substring(0, 16);
    }
}
