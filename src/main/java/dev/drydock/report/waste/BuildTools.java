package dev.drydock.report.waste;

import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages that only somebody who compiles needs, each with the files it consists of, as the databases of dpkg and apk say. */
final class BuildTools {

    static final String ADVICE =
            "Build in a stage of its own and take over what comes of it with COPY --from; or remove them in the RUN that"
                    + " installs them.";

    private BuildTools() {}

    static List<Finding> find(WasteScene scene, PackageFiles reader) {
        try {
            Map<String, List<String>> packages = new TreeMap<>(DpkgLists.toolsOf(scene.files, reader));
            packages.putAll(ApkToolFiles.toolsOf(scene.files, reader));
            return packages.isEmpty() ? List.of() : findings(scene, packages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Finding> findings(WasteScene scene, Map<String, List<String>> packages) {
        Map<String, Integer> rows = rows(scene.files);
        Map<Integer, List<Integer>> byLayer = new TreeMap<>();
        Map<Integer, TreeSet<String>> names = new HashMap<>();
        packages.forEach((name, paths) -> {
            for (String path : paths) {
                // The lists know nothing of /lib being a link to /usr/lib.
                Integer row = rows.getOrDefault(path, rows.get("usr/" + path));
                if (row != null && scene.open(row)) {
                    int layer = scene.files.layer(row);
                    byLayer.computeIfAbsent(layer, l -> new ArrayList<>()).add(row);
                    names.computeIfAbsent(layer, l -> new TreeSet<>()).add(name);
                }
            }
        });
        List<Finding> all = new ArrayList<>();
        byLayer.forEach((layer, files) -> {
            String advice = scene.layer(layer).base()
                    ? "They come with the base image; one without tools would do for what is built elsewhere."
                    : scene.layer(layer).title() + ": " + ADVICE;
            String what = "Packages " + String.join(", ", names.getOrDefault(layer, new TreeSet<>()));
            all.add(scene.finding(
                    WasteKind.TOOLS,
                    what,
                    layer,
                    layer,
                    files.stream().distinct().toList(),
                    advice));
        });
        return all;
    }

    private static Map<String, Integer> rows(FileTable files) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < files.size(); row++) {
            if (files.visible(row) && files.kind(row) == FileKind.FILE) {
                rows.put(files.path(row), row);
            }
        }
        return rows;
    }
}
