package dev.drydock.inventory;

import dev.drydock.image.Digest;
import dev.drydock.inventory.Finding.Jar;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayerContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what the files of one layer tell: what is kept of an earlier build, the rest in one pass over the layer. */
final class LayerReading {

    private final IndexedLayer layer;
    private final FindingsCache cache;
    private final JarShelf jars;

    LayerReading(IndexedLayer layer, FindingsCache cache, JarShelf jars) {
        this.layer = layer;
        this.cache = cache;
        this.jars = jars;
    }

    /** Says of which jars it matters what is in them. */
    interface JarFilter {
        boolean mustBeLookedInto(Jar jar) throws IOException;
    }

    /** @throws IOException if the layer cannot be read */
    List<Finding> findings(JarFilter filter) throws IOException {
        Digest diffId = layer.file().layer().diffId();
        List<Finding> known = cache.layer(diffId);
        if (known != null) {
            List<Jar> unknown = unknown(known, filter);
            if (!unknown.isEmpty()) {
                read(List.of(), unknown);
            }
            return known;
        }
        LayerClues clues = LayerClues.of(layer.index());
        List<Finding> findings = new ArrayList<>(clues.found());
        findings.addAll(read(clues.toRead(), unknown(findings, filter)));
        cache.keepLayer(diffId, findings);
        return findings;
    }

    private List<Jar> unknown(List<Finding> findings, JarFilter filter) throws IOException {
        List<Jar> unknown = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding instanceof Jar jar && filter.mustBeLookedInto(jar) && jars.find(jar.sha256()) == null) {
                unknown.add(jar);
            }
        }
        return unknown;
    }

    private List<Finding> read(List<LayerClues.Sought> sought, List<Jar> jarsToRead) throws IOException {
        var reading = new Reading(jars);
        for (LayerClues.Sought each : sought) {
            reading.add(each);
        }
        for (Jar jar : jarsToRead) {
            reading.jarFiles.put(jar.place().position(), jar);
        }
        Set<Integer> positions = new HashSet<>(reading.files.keySet());
        positions.addAll(reading.jarFiles.keySet());
        LayerContent.read(layer.file(), positions, reading);
        return reading.found;
    }

    /** Says, by their positions, what to do with the files of the layer. */
    private static final class Reading implements LayerContent.ContentVisitor {

        private final JarShelf jars;
        private final Map<Integer, List<LayerClues.Sought>> files = new HashMap<>();
        private final Map<Integer, Jar> jarFiles = new HashMap<>();
        private final List<Finding> found = new ArrayList<>();

        Reading(JarShelf jars) {
            this.jars = jars;
        }

        void add(LayerClues.Sought sought) {
            List<LayerClues.Sought> names = files.get(sought.place().position());
            if (names == null) {
                names = new ArrayList<>();
                files.put(sought.place().position(), names);
            }
            names.add(sought);
        }

        @Override
        public void file(int position, TarEntry entry, InputStream content) throws IOException {
            Jar jar = jarFiles.get(position);
            if (jar != null) {
                jars.lookInto(jar.sha256(), content);
            } else {
                found.addAll(tell(files.getOrDefault(position, List.of()), content));
            }
        }
    }

    private static List<Finding> tell(List<LayerClues.Sought> names, InputStream content) throws IOException {
        List<Finding> told = new ArrayList<>();
        byte[] bytes = content.readAllBytes();
        for (LayerClues.Sought each : names) {
            Finding finding = FileReading.of(each.place(), each.clue(), bytes);
            if (finding != null) {
                told.add(finding);
            }
        }
        return told;
    }
}
