package dev.drydock.layer;

import static dev.drydock.layer.LayerWords.digest;
import static dev.drydock.layer.LayerWords.file;
import static dev.drydock.layer.LayerWords.layer;
import static dev.drydock.layer.LayerWords.listing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.failure.BuildFailure;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarEntry.Type;
import dev.drydock.layer.FileTree.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTreeTest {

    private static List<String> paths(FileTree tree) {
        List<String> out = new ArrayList<>();
        AllNodes.of(tree, node -> out.add(node.entry().name() + (node.entry().isDirectory() ? "/" : "")));
        return out;
    }

    private static Node node(FileTree tree, String path) {
        Node node = tree.get(path);
        assertThat(node).as(path).isNotNull();
        return node;
    }

    @Test
    void theRootIsAlwaysThere() {
        FileTree tree = FileTree.of(List.of());
        assertThat(node(tree, "").entry()).isEqualTo(TarEntry.directory("", 0755, 0, 0, Instant.EPOCH));
        assertThat(tree.children("")).isEmpty();
        assertThat(tree.get("a")).isNull();
        assertThat(FileTree.of(List.of(layer("/"))).get(""))
                .returns(0700, n -> n.entry().mode());
    }

    @Test
    void parentsNobodyDescribesAreThereAndKeepWhatALowerLayerSaysOfThem() {
        FileTree tree = FileTree.of(List.of(layer("a/", "a/x=1"), layer("a/b/c=2")));
        assertThat(paths(tree)).containsExactly("/", "a/", "a/b/", "a/b/c", "a/x");
        assertThat(node(tree, "a"))
                .returns(0700, n -> n.entry().mode())
                .returns(0, Node::layer)
                .returns(0, Node::position);
        assertThat(node(tree, "a/b"))
                .returns(0755, n -> n.entry().mode())
                .returns(1, Node::layer)
                .returns(-1, Node::position);
        assertThat(node(tree, "a/b/c")).returns(digest("2"), Node::content).returns(1, Node::layer);
    }

    @Test
    void whiteoutsHideTheLayersBelowAlone() {
        LayerIndex lower = layer("d/", "d/old=1", "f=1");
        assertThat(paths(FileTree.of(List.of(lower, layer("-d"))))).containsExactly("/", "f");
        assertThat(paths(FileTree.of(List.of(lower, layer("-nowhere/x", "-f/x", "-d/none")))))
                .containsExactly("/", "d/", "d/old", "f");
        // Whatever the order, what comes with the whiteout stays.
        assertThat(paths(FileTree.of(List.of(lower, layer("d/", "d/new=2", "-d", "-d/new")))))
                .containsExactly("/", "d/", "d/new", "f");
    }

    @Test
    void opaqueDirectoriesHideWhatIsBelow() {
        LayerIndex lower = layer("d/", "d/sub/", "d/sub/old=1", "f=1");
        FileTree tree = FileTree.of(List.of(lower, layer("d/new=2", "d/*")));
        assertThat(paths(tree)).containsExactly("/", "d/", "d/new", "f");
        assertThat(node(tree, "d").entry().mode()).isEqualTo(0700);
        assertThat(paths(FileTree.of(List.of(lower, layer("*", "x=1"))))).containsExactly("/", "x");
    }

    @Test
    void anEntryBelowADirectoryThatALayerReplacedInBetweenMakesItAnew() {
        FileTree tree = FileTree.of(List.of(layer("a/", "a/b/", "a/b/one=1", "a=file", "a/b/two=2", "a/b/three=3")));
        assertThat(paths(tree)).containsExactly("/", "a/", "a/b/", "a/b/three", "a/b/two");
    }

    @Test
    void oneTypeReplacesAnother() {
        LayerIndex lower = layer("d/", "d/x=1", "f=1", "l->d");
        FileTree tree = FileTree.of(List.of(lower, layer("d=now a file", "f/", "f/y=2", "l/", "l/z=3")));
        assertThat(paths(tree)).containsExactly("/", "d", "f/", "f/y", "l/", "l/z");
        // A directory only named as a parent replaces a file or link, too.
        assertThat(paths(FileTree.of(List.of(lower, layer("f/y=2", "l/z=3")))))
                .containsExactly("/", "d/", "d/x", "f/", "f/y", "l/", "l/z");
        // And a link a directory.
        assertThat(paths(FileTree.of(List.of(lower, layer("d->f"))))).containsExactly("/", "d", "f", "l");
    }

    @Test
    void hardLinksAreTheirTarget() {
        FileTree tree = FileTree.of(List.of(layer("a=hello", "b=>a", "s->a", "t=>s"), layer("c=>b", "a=changed")));
        for (String name : List.of("b", "c")) {
            Node node = node(tree, name);
            assertThat(node.entry()).isEqualTo(file(name, "hello"));
            assertThat(node.content()).isEqualTo(digest("hello"));
            assertThat(node.layer()).isZero();
            assertThat(node.position()).isZero();
        }
        assertThat(node(tree, "a").content()).isEqualTo(digest("changed"));
        assertThat(node(tree, "t").entry()).isEqualTo(TarEntry.symlink("t", "a", 0, 0, Instant.EPOCH));
    }

    @Test
    void hardLinksToNothingAreDamage() {
        for (LayerIndex damaged : List.of(layer("b=>a"), layer("a/", "b=>a"), layer("b=>a", "a=1"), layer("b=>"))) {
            assertThatThrownBy(() -> FileTree.of(List.of(damaged)))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("'/b' is a hard link");
        }
    }

    @Test
    void aLaterEntryOfTheSameNameCounts() {
        FileTree tree = FileTree.of(List.of(layer("a=1", "b=>a", "a=2")));
        assertThat(node(tree, "a")).returns(digest("2"), Node::content).returns(2, Node::position);
        assertThat(node(tree, "b")).returns(digest("1"), Node::content).returns(0, Node::position);
    }

    @Test
    void childrenComeInByteOrder() {
        FileTree tree =
                FileTree.of(List.of(layer("d/\uE000=", "d/\uD83D\uDE00=", "d/a.b=", "d/a/", "d/B=", "d/\uDCFF=")));
        // U+1F600 is F0…, U+E000 is EE…, the last one the byte FF.
        assertThat(tree.children("d")).containsExactly("B", "a", "a.b", "\uE000", "\uD83D\uDE00", "\uDCFF");
        assertThat(tree.children("d/B")).isEmpty();
        assertThat(tree.children("nowhere")).isEmpty();
    }

    @Test
    void aTreeIsNotChangedByTheLayersLaidOverIt() {
        FileTree base = FileTree.of(List.of(layer("a/b/c=1", "a/d=2", "e=3")));
        List<String> before = paths(base);
        FileTree left = base.with(layer("-a/b", "a/", "x=1"));
        FileTree right = base.with(layer("a/b/*", "a/b/n=1", "e/"));
        assertThat(paths(base)).isEqualTo(before);
        assertThat(node(base, "a").entry().mode()).isEqualTo(0755);
        assertThat(paths(left)).containsExactly("/", "a/", "a/d", "e", "x");
        assertThat(paths(right)).containsExactly("/", "a/", "a/b/", "a/b/n", "a/d", "e/");
    }

    @ParameterizedTest
    @CsvSource({
        "/, ''",
        "/bin/sh, usr/bin/sh",
        "bin, usr/bin",
        "/../../bin/../x, usr/x",
        "/up/etc, etc",
        "/abs/sub, usr/sub",
        "/abs, usr",
        "/chain/file, usr/bin/file",
        "/dangling/more, nowhere/at/all/more",
        "/dangling, nowhere/at/all",
        "/usr/bin/file/below/.., usr/bin/file",
        "/missing/../usr, usr",
        "//usr//./bin/, usr/bin",
        "/self/self/etc, etc",
        "/dots, etc"
    })
    void linksAreFollowedInsideTheRoot(String path, String resolved) {
        FileTree tree = FileTree.of(List.of(layer(
                "usr/bin/file=1",
                "etc/",
                "bin->usr/bin",
                "abs->/usr",
                "up->../../..",
                "chain->abs/../bin/.",
                "dangling->nowhere/at/./all/",
                "self->.",
                "dots->./etc/../etc/")));
        assertThat(tree.resolve(path)).isEqualTo(resolved);
    }

    @Test
    void loopsOfLinksAreToldToTheUser() {
        FileTree tree = FileTree.of(List.of(layer("a->b", "b->/a", "grow->grow/x")));
        for (String path : List.of("/a", "/a/x", "b", "grow")) {
            assertThatThrownBy(() -> tree.resolve(path))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("links");
        }
        // Forty links are well.
        String[] chain = new String[41];
        for (int i = 0; i < 40; i++) {
            chain[i] = i + "->" + (i + 1);
        }
        chain[40] = "40=end";
        assertThat(FileTree.of(List.of(layer(chain))).resolve("0")).isEqualTo("40");
    }

    /** The same rules on a flat map of paths, slow and simple. */
    private static final class Model {
        final TreeMap<String, String> files = new TreeMap<>();

        /** @return whether it has no hard link to nothing */
        boolean apply(LayerListing layer) {
            for (String path : layer.whiteouts()) {
                remove(path);
            }
            for (String path : layer.opaques()) {
                makeDirectories(path);
                files.keySet().removeIf(p -> p.startsWith(path + "/"));
            }
            for (IndexEntry e : layer.entries()) {
                String name = e.entry().name();
                int slash = name.lastIndexOf('/');
                String target = files.get(e.entry().linkName());
                if (e.entry().type() == Type.HARD_LINK && (target == null || target.equals("/"))) {
                    return false;
                }
                if (slash > 0) {
                    makeDirectories(name.substring(0, slash));
                }
                if (e.entry().type() == Type.HARD_LINK) {
                    remove(name);
                    files.put(name, target);
                } else if (e.entry().isDirectory()) {
                    if (!"/".equals(files.get(name))) {
                        remove(name);
                    }
                    files.put(name, "/");
                } else {
                    remove(name);
                    files.put(name, e.entry().isSymlink() ? "->" + e.entry().linkName() : String.valueOf(e.content()));
                }
            }
            return true;
        }

        private void remove(String path) {
            files.keySet().removeIf(p -> p.equals(path) || p.startsWith(path + "/"));
        }

        private void makeDirectories(String path) {
            for (int i = path.indexOf('/'); ; i = path.indexOf('/', i + 1)) {
                String part = i < 0 ? path : path.substring(0, i);
                if (!"/".equals(files.get(part))) {
                    files.put(part, "/");
                }
                if (i < 0) {
                    return;
                }
            }
        }
    }

    @Test
    void randomLayersStackAsTheSimpleModelSays() {
        var random = new Random(7);
        rounds:
        for (int round = 0; round < 5000; round++) {
            var model = new Model();
            FileTree tree = FileTree.empty();
            for (int i = 0; i < 4; i++) {
                List<String> words = new ArrayList<>();
                for (int n = random.nextInt(7); n >= 0; n--) {
                    words.add(randomWord(random));
                }
                LayerListing layer = listing(words.toArray(String[]::new));
                if (model.apply(layer)) {
                    tree = tree.with(LayerIndex.of(layer));
                } else {
                    FileTree below = tree;
                    assertThatThrownBy(() -> below.with(LayerIndex.of(layer))).isInstanceOf(BuildFailure.class);
                    continue rounds;
                }
            }
            var actual = new TreeMap<String, String>();
            AllNodes.of(tree, node -> {
                TarEntry e = node.entry();
                actual.put(
                        e.name(),
                        e.isDirectory() ? "/" : e.isSymlink() ? "->" + e.linkName() : String.valueOf(node.content()));
            });
            actual.remove("");
            assertThat(actual).isEqualTo(model.files);
            for (String path : actual.keySet()) {
                assertThat(tree.get(path)).isNotNull();
            }
        }
    }

    private static String randomPath(Random random) {
        var path = new StringBuilder();
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            path.append(path.isEmpty() ? "" : "/").append((char) ('a' + random.nextInt(3)));
        }
        return path.toString();
    }

    private static String randomWord(Random random) {
        String path = randomPath(random);
        return switch (random.nextInt(13)) {
            case 0 -> "-" + path;
            case 1 -> path + "/*";
            case 2 -> path + "/";
            case 3 -> path + "->a";
            case 4 -> path + "=>" + randomPath(random);
            default -> path + "=" + random.nextInt(5);
        };
    }
}
