package dev.drydock.report.waste;

import dev.drydock.report.content.Fate;
import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Files that a later layer hides: their layer is sent and stored with them all the same. */
final class HiddenFiles {

    /** @param broughtBy the layer whose instruction is to be changed */
    private record Group(Fate fate, int layer, int goneIn, int broughtBy) {}

    private HiddenFiles() {}

    static List<Finding> find(WasteScene scene) {
        FileTable files = scene.files;
        BitSet stillNamed = stillNamed(files);
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 0; row < files.size(); row++) {
            if (!files.visible(row) && files.size(row) > 0 && !stillNamed.get(row)) {
                Group group = new Group(files.fate(row), files.layer(row), files.goneIn(row), files.broughtBy(row));
                groups.computeIfAbsent(group, g -> new ArrayList<>()).add(row);
            }
        }
        List<Finding> all = new ArrayList<>();
        groups.forEach((group, rows) -> all.add(finding(scene, group, rows)));
        return all;
    }

    /** Files that are gone under their first name, but are seen under another one. */
    private static BitSet stillNamed(FileTable files) {
        BitSet named = new BitSet();
        for (int row = 0; row < files.size(); row++) {
            if (files.kind(row) == FileKind.HARD_LINK && files.visible(row)) {
                named.set(files.original(row));
            }
        }
        return named;
    }

    private static Finding finding(WasteScene scene, Group group, List<Integer> rows) {
        WasteKind kind = switch (group.fate) {
            case REPEATED -> WasteKind.REPEATED;
            case REPLACED -> WasteKind.REPLACED;
            default -> WasteKind.DELETED;
        };
        String what = count(rows.size()) + " of " + scene.layer(group.layer).title();
        String advice = HiddenAdvice.of(kind, scene.layer(group.broughtBy), scene.layer(group.goneIn));
        return scene.finding(kind, what, group.layer, group.goneIn, rows, advice);
    }

    private static String count(int files) {
        return files == 1 ? "1 file" : String.format(Locale.ROOT, "%,d files", files);
    }
}
