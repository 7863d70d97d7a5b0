package dev.drydock.inventory;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.image.Digest;
import dev.drydock.inventory.Finding.Bom;
import dev.drydock.inventory.Finding.Database;
import dev.drydock.inventory.Finding.Installed;
import dev.drydock.inventory.Finding.Jar;
import dev.drydock.inventory.software.SystemPackage;
import dev.drydock.layer.FileTree;
import dev.drydock.layer.FileTree.Node;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayeredImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings of all layers of an image, and which of them hold for the whole. */
final class FindingStack {

    private final FileTree tree;
    private final List<Integer> numbers;
    private final List<Layered> visible = new ArrayList<>();
    private final Map<String, List<Layered>> byPath = new HashMap<>();

    private final IdentityHashMap<Database, Set<String>> identities = new IdentityHashMap<>();

    /** @param layer index among the layers that are here */
    record Layered(Finding finding, int layer) {}

    /** @throws BuildFailure if a layer cannot be read */
    FindingStack(LayeredImage image, FindingsCache cache, JarShelf jars, LayerReading.JarFilter filter)
            throws IOException {
        this.tree = image.files();
        this.numbers = numbers(image);
        List<IndexedLayer> layers = image.layers();
        for (int layer = 0; layer < layers.size(); layer++) {
            LayerReading reading = new LayerReading(layers.get(layer), cache, jars);
            for (Finding finding : findings(layers.get(layer), reading, new Visible(layer, filter))) {
                var layered = new Layered(finding, layer);
                List<Layered> same = byPath.get(finding.place().path());
                if (same == null) {
                    same = new ArrayList<>();
                    byPath.put(finding.place().path(), same);
                }
                same.add(layered);
                if (isVisible(finding, layer)) {
                    visible.add(layered);
                }
            }
        }
    }

    /** Jars that nobody sees need not be looked into. */
    private final class Visible implements LayerReading.JarFilter {

        private final int layer;
        private final LayerReading.JarFilter filter;

        Visible(int layer, LayerReading.JarFilter filter) {
            this.layer = layer;
            this.filter = filter;
        }

        @Override
        public boolean mustBeLookedInto(Jar jar) throws IOException {
            return isVisible(jar, layer) && filter.mustBeLookedInto(jar);
        }
    }

    private static List<Finding> findings(IndexedLayer layer, LayerReading reading, LayerReading.JarFilter filter) {
        try {
            return reading.findings(filter);
        } catch (IOException e) {
            IOException failure = layer.file().explained(e);
            throw BuildFailure.ofEnvironment(
                    "It cannot be told what is in the layer "
                            + layer.file().layer().blob().digest() + ": " + Cause.of(failure),
                    null,
                    failure);
        }
    }

    /** Numbers of the layers that are here, among all of the image. */
    private static List<Integer> numbers(LayeredImage image) {
        List<Digest> all = image.config().diffIds();
        List<Integer> numbers = new ArrayList<>();
        int next = 0;
        for (IndexedLayer layer : image.layers()) {
            while (!all.get(next).equals(layer.file().layer().diffId())) {
                next++;
            }
            numbers.add(next++);
        }
        return numbers;
    }

    /** Whether a container sees the file that the finding is about. */
    private boolean isVisible(Finding finding, int layer) {
        Node node = tree.get(finding.place().path());
        return node != null
                && node.layer() == layer
                && node.position() == finding.place().position();
    }

    FileTree tree() {
        return tree;
    }

    /** Findings about files that a container sees, lowest layer first. */
    List<Layered> visible() {
        return visible;
    }

    @Nullable
    Finding visibleAt(String path) {
        for (Layered each : byPath.getOrDefault(path, List.of())) {
            if (isVisible(each.finding(), each.layer())) {
                return each.finding();
            }
        }
        return null;
    }

    /**
     * Number of the layer from which on the file tells of something: later ones may have written it again with the same in it.
     *
     * @param what as {@link #tells} knows it
     */
    int origin(Layered found, Object what) {
        int origin = found.layer();
        List<Layered> all = byPath.getOrDefault(found.finding().place().path(), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            Layered lower = all.get(i);
            if (lower.layer() < origin) {
                if (!tells(lower.finding(), what)) {
                    break;
                }
                origin = lower.layer();
            }
        }
        return numbers.get(origin);
    }

    /** Whether a finding is of a package by its identity, of a jar by its digest, or of this very software. */
    private boolean tells(Finding finding, Object what) {
        if (finding instanceof Jar jar) {
            return jar.sha256().equals(what);
        }
        if (finding instanceof Installed installed) {
            return installed.software().equals(what);
        }
        if (finding instanceof Bom bom) {
            return bom.bom().equals(what);
        }
        return finding instanceof Database database && identities(database).contains(what);
    }

    private Set<String> identities(Database database) {
        Set<String> known = identities.get(database);
        if (known == null) {
            known = new HashSet<>();
            for (SystemPackage one : database.packages()) {
                known.add(one.identity());
            }
            identities.put(database, known);
        }
        return known;
    }
}
