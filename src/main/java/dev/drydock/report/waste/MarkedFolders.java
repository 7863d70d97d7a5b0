package dev.drydock.report.waste;

import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import dev.drydock.report.content.ReportLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files in folders that a {@link FolderMark} knows. */
final class MarkedFolders {

    /** @param broughtBy the layer whose instruction is to be changed */
    private record Group(int folder, int layer, int broughtBy) {}

    private MarkedFolders() {}

    static List<Finding> find(WasteScene scene, List<FolderMark> marks) {
        FileTable files = scene.files;
        @Nullable FolderMark[] known = new FolderMark[files.size()];
        int[] folder = new int[files.size()];
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 1; row < files.size(); row++) {
            int parent = files.parent(row);
            if (known[parent] != null) {
                known[row] = known[parent];
                folder[row] = folder[parent];
                if (scene.open(row)) {
                    groups.computeIfAbsent(
                                    new Group(folder[row], files.layer(row), files.broughtBy(row)),
                                    g -> new ArrayList<>())
                            .add(row);
                }
            } else if (files.kind(row) == FileKind.DIRECTORY) {
                known[row] = FolderMark.of(files.path(row), marks);
                folder[row] = row;
            }
        }
        List<Finding> all = new ArrayList<>();
        groups.forEach((group, rows) -> {
            FolderMark mark = known[group.folder];
            if (mark != null) {
                all.add(finding(scene, mark, group, rows));
            }
        });
        return all;
    }

    private static Finding finding(WasteScene scene, FolderMark mark, Group group, List<Integer> rows) {
        ReportLayer layer = scene.layer(group.broughtBy);
        String what = "/" + scene.files.path(group.folder) + ": " + mark.what();
        return scene.finding(mark.kind(), what, group.layer, group.layer, rows, advice(mark, layer));
    }

    private static String advice(FolderMark mark, ReportLayer layer) {
        if (layer.base()) {
            return "They come with the base image; only another one would save them.";
        }
        boolean copied = layer.verb().equals("COPY") || layer.verb().equals("ADD");
        String cure = copied && mark.kind() != WasteKind.TOOLS
                ? "Leave them out with a line **/" + withoutSlash(mark.path()) + " in .dockerignore, or with --exclude."
                : mark.cure();
        return layer.title() + ": " + cure;
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
