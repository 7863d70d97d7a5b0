package dev.drydock.report.waste;

import dev.drydock.io.ByteNames;
import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files {@code /var/lib/dpkg/info/NAME[:ARCHITECTURE].list}: a path on each line. */
final class DpkgLists {

    private static final String FOLDER = "var/lib/dpkg/info";
    private static final String END = ".list";

    private DpkgLists() {}

    /** Paths of the files of each package to build with, without a leading slash. */
    static Map<String, List<String>> toolsOf(FileTable files, PackageFiles reader) throws IOException {
        Map<Integer, String> lists = new TreeMap<>();
        for (int row = 0; row < files.size(); row++) {
            String name = files.name(row);
            if (name.endsWith(END)
                    && files.visible(row)
                    && files.kind(row) == FileKind.FILE
                    && ToolNames.isTool(packageOf(name))
                    && files.path(files.parent(row)).equals(FOLDER)) {
                lists.put(row, packageOf(name));
            }
        }
        Map<String, List<String>> paths = new TreeMap<>();
        if (!lists.isEmpty()) {
            reader.read(lists.keySet())
                    .forEach(
                            (row, content) -> paths.computeIfAbsent(lists.getOrDefault(row, ""), n -> new ArrayList<>())
                                    .addAll(paths(content)));
        }
        return paths;
    }

    private static String packageOf(String list) {
        String name = list.substring(0, list.length() - END.length());
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static List<String> paths(byte[] list) {
        List<String> paths = new ArrayList<>();
        for (String line : ByteNames.decode(list).split("\n")) {
            if (line.startsWith("/") && line.length() > 1) {
                paths.add(line.substring(1));
            }
        }
        return paths;
    }
}
