package dev.drydock.report.waste;

import dev.drydock.io.ByteNames;
import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Alpine's {@code /lib/apk/db/installed}: of each package the name (P:), its folders (F:) and the files in them (R:). */
final class ApkToolFiles {

    private static final List<String> PLACES = List.of("lib/apk/db/installed", "usr/lib/apk/db/installed");

    private ApkToolFiles() {}

    /** Paths of the files of each package to build with, without a leading slash. */
    static Map<String, List<String>> toolsOf(FileTable files, PackageFiles reader) throws IOException {
        Map<String, List<String>> paths = new TreeMap<>();
        for (int row = 0; row < files.size(); row++) {
            if (files.name(row).equals("installed")
                    && files.visible(row)
                    && files.kind(row) == FileKind.FILE
                    && PLACES.contains(files.path(row))) {
                for (byte[] database : reader.read(Set.of(row)).values()) {
                    add(ByteNames.decode(database), paths);
                }
            }
        }
        return paths;
    }

    private static void add(String database, Map<String, List<String>> paths) {
        String name = "";
        String folder = "";
        for (String line : database.split("\n")) {
            String value = line.length() > 2 ? line.substring(2) : "";
            if (line.startsWith("P:")) {
                name = value;
                folder = "";
            } else if (line.startsWith("F:")) {
                folder = value;
            } else if (line.startsWith("R:") && ToolNames.isTool(name)) {
                String path = folder.isEmpty() ? value : folder + "/" + value;
                paths.computeIfAbsent(name, n -> new ArrayList<>()).add(path);
            }
        }
    }
}
