package dev.drydock.copy;

import static dev.drydock.copy.SameLayersTest.brief;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.context.ContentMemo;
import dev.drydock.context.HostFiles;
import dev.drydock.context.HostNames;
import dev.drydock.failure.BuildFailure;
import dev.drydock.plan.Mapping;
import dev.drydock.plan.Mapping.Choice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same as {@link SameLayersTest} of files that mappings put together: {@code same-mapped-layers.tsv} has what a version of
 * 2026-12-01 made of trees made at random. To renew it after a change that is meant: {@code -Dcopy.renew=true}.
 */
class SameMappedLayersTest {

    private static final Path EXPECTED = Path.of("src/test/resources/copy/same-mapped-layers.tsv");
    private static final Instant TIME = Instant.parse("2021-01-01T00:00:00Z");
    private static final int[] PORTIONS = {CopyOperation.MANY, 1, 7};
    private static final List<String> STEPS = List.of("COPY . /", "COPY --chown=3:4 --link . /base/", "COPY . /base/");

    /** The files that mappings take, the same for all portions, since writing a thousand files takes longer than a layer of them. */
    private record Sources(Path one, Path two, Path zip) {}

    @TempDir
    Path folder;

    private final Map<Integer, Sources> laidOut = new HashMap<>();

    @AfterEach
    void deleteSources() throws IOException {
        for (Sources each : laidOut.values()) {
            Folders.delete(each.one);
            Folders.delete(each.two);
        }
    }

    @TestFactory
    Stream<DynamicTest> layers() throws IOException {
        boolean renew = Boolean.getBoolean("copy.renew");
        List<String> expected = renew ? new ArrayList<>() : Files.readAllLines(EXPECTED, StandardCharsets.UTF_8);
        List<DynamicTest> tests = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            for (int many : PORTIONS) {
                String name = "random " + seed;
                int number = seed;
                tests.add(DynamicTest.dynamicTest(name + " in portions of " + many, () -> {
                    List<String> made = made(name, number, many);
                    if (renew && many == PORTIONS[0]) {
                        expected.addAll(made);
                        Files.write(EXPECTED, expected, StandardCharsets.UTF_8);
                    }
                    assertThat(made)
                            .containsExactlyElementsOf(expected.stream()
                                    .filter(line -> line.startsWith(name + "\t"))
                                    .toList());
                }));
            }
        }
        return tests.stream();
    }

    private List<String> made(String name, int seed, int many) throws IOException, InterruptedException {
        Sources sources = sources(seed);
        Path own = Files.createTempDirectory(folder, "layers");
        List<TreeText.Item> base =
                TreeText.parse(List.of("d 0700 7:8 base", "f 0600 7:8 base/ab = y", "d 01777 0:0 a"));
        Stage stage = new Stage(own).on(base).inPortionsOf(many);
        LayeredTree root = stage.root;
        List<String> made = new ArrayList<>();
        for (var each : mappings(sources.one, sources.two, sources.zip).entrySet()) {
            for (String step : STEPS) {
                String result = name + "\t" + each.getKey() + "\t" + step;
                MappedTree tree;
                try {
                    tree = MappedTree.of(each.getValue(), new HostFiles(ContentMemo.forNow()));
                } catch (BuildFailure e) {
                    made.add(result + "\trefused");
                    made.add(result + ", dated\trefused");
                    continue;
                }
                stage.context(tree);
                stage.root = root;
                made.add(result + made(stage.timestamp(null), step));
                stage.root = root;
                made.add(result + ", dated" + made(stage.timestamp(TIME), step));
            }
        }
        Folders.delete(own);
        return made;
    }

    private static Map<String, List<Mapping>> mappings(Path one, Path two, Path zip) {
        Map<String, List<Mapping>> all = new LinkedHashMap<>();
        all.put("all", List.of(files("", one, Choice.ALL, null)));
        all.put("all, moded", List.of(files("a/x", one, Choice.ALL, 0640)));
        all.put("included", List.of(files("", one, Choice.of("**/b", "a/**", "B/**"), null)));
        all.put("excluded", List.of(files("p", one, Choice.without("**/a*", "b/"), 0600)));
        all.put("both", List.of(files("", one, Choice.ALL, null), files("", two, Choice.ALL, null)));
        all.put(
                "one several times",
                List.of(
                        files("", one, Choice.of("*"), null),
                        files("", one, Choice.of("**/a*"), 0711),
                        files("", one, Choice.of("*/*"), null),
                        files("a", one, Choice.of("**/b*"), 0600)));
        all.put(
                "parts of both",
                List.of(files("", one, Choice.of("**/a*"), null), files("", two, Choice.of("**/b"), 0611)));
        Path file = one.resolve("of-all");
        all.put(
                "in each other's way",
                List.of(
                        bytes("a"),
                        new Mapping.File("ab", file, null),
                        files("", one, Choice.ALL, null),
                        bytes("b/x"),
                        bytes("b"),
                        new Mapping.Directory("0", 0700),
                        new Mapping.Link("a.b", "a"),
                        files("", two, Choice.of("**/a*"), 0755),
                        new Mapping.File("B", file, 0604),
                        new Mapping.Archive("", zip, "", Choice.ALL),
                        files("B", one, Choice.of("**/a*"), null),
                        bytes("a"),
                        files("a", two, Choice.ALL, 0600),
                        bytes("a/b/c/d")));
        all.put(
                "decided",
                List.of(
                        files("", one, Choice.ALL, null),
                        new Mapping.Placed("a", one, 0711, 5, 6, TIME.minusSeconds(5)),
                        new Mapping.Placed("b", file, 0604, 5, 6, null),
                        new Mapping.Placed("base", two, 0705, 1, 1, null),
                        files("", two, Choice.without("a"), null)));
        all.put(
                "archive over files",
                List.of(files("", two, Choice.ALL, null), new Mapping.Archive("a", zip, "", Choice.ALL)));
        return all;
    }

    private static Mapping files(String into, Path from, Choice choice, @Nullable Integer mode) {
        return new Mapping.Tree(into, from, choice, mode, null);
    }

    private static Mapping bytes(String path) {
        return new Mapping.Bytes(path, path.getBytes(StandardCharsets.UTF_8), 0444);
    }

    private static String made(Stage stage, String step) throws IOException, InterruptedException {
        try {
            String key = brief(stage.contentDigest(step));
            stage.run(step);
            return "\t" + key + "\t" + brief(stage.last.layer().diffId()) + "\t" + brief(SameLayersTest.index(stage));
        } catch (BuildFailure e) {
            return "\trefused";
        }
    }

    private Sources sources(int seed) throws IOException, InterruptedException {
        Sources known = laidOut.get(seed);
        if (known != null) {
            return known;
        }
        Random random = new Random(seed);
        Path own = Files.createTempDirectory(folder, "mapped");
        Path one = tree(random, own.resolve("one"));
        Path two = tree(random, own.resolve("two"));
        Sources sources = new Sources(one, two, zip(random, own.resolve("files.zip")));
        laidOut.put(seed, sources);
        return sources;
    }

    /** Each file has a time and some a mode of their own. */
    private static Path tree(Random random, Path root) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line : SameLayersTest.tree(random, "", 2)) {
            lines.add(random.nextInt(4) == 0 ? line.replaceFirst("^f 06", "f 07") : line);
        }
        lines.add("f 0755 0:0 of-all = both have it");
        List<TreeText.Item> items = TreeText.parse(lines);
        CopyCase.layOut(Files.createDirectory(root), items);
        for (int i = items.size() - 1; i >= 0; i--) {
            FileTime time = FileTime.from(TIME.plusSeconds(i * 7 % 100 - 50));
            Path path = HostNames.resolve(root, items.get(i).entry().name());
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, null, null);
        }
        Files.setLastModifiedTime(root, FileTime.from(TIME));
        return root;
    }

    private static Path zip(Random random, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out)) {
            for (String name : List.of("a", "ab", "b/a", "new/file", "B/b/z")) {
                var entry = new ZipEntry(name);
                entry.setLastModifiedTime(FileTime.from(TIME.plusSeconds(random.nextInt(9))));
                zip.putNextEntry(entry);
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
