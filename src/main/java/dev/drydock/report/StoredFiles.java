package dev.drydock.report;

import dev.drydock.layer.LayerContent;
import dev.drydock.layer.LayerFile;
import dev.drydock.layer.LayeredImage;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.waste.PackageFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads files of an image out of its stored layers, going over each layer once. */
record StoredFiles(LayeredImage image, FileTable files) implements PackageFiles {

    /** Longer ones are no lists of files. */
    private static final int MAX_SIZE = 32 << 20;

    @Override
    public Map<Integer, byte[]> read(Set<Integer> rows) throws IOException {
        Map<Integer, Map<Integer, Integer>> wanted = new TreeMap<>();
        for (int row : rows) {
            wanted.computeIfAbsent(files.layer(row), l -> new HashMap<>()).put(files.position(row), row);
        }
        Map<Integer, byte[]> found = new HashMap<>();
        for (Map.Entry<Integer, Map<Integer, Integer>> layer : wanted.entrySet()) {
            LayerFile file = image.layers().get(layer.getKey()).file();
            LayerContent.read(file, layer.getValue().keySet(), (position, entry, content) -> {
                Integer row = layer.getValue().get(position);
                if (row != null) {
                    found.put(row, content.readNBytes(MAX_SIZE));
                }
            });
        }
        return found;
    }
}
