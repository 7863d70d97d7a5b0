package dev.drydock.report.difference;

import dev.drydock.report.content.FileKind;
import dev.drydock.report.content.FileTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares what containers of two images see. Owner, mode and time do not count. */
final class FileChanges {

    private FileChanges() {}

    /** Those that change most bytes first, then by path. */
    static List<FileChange> between(FileTable before, FileTable after) {
        Map<String, Integer> old = new HashMap<>();
        for (int row = 0; row < before.size(); row++) {
            if (counts(before, row)) {
                old.put(before.path(row), row);
            }
        }
        List<FileChange> changes = new ArrayList<>();
        for (int row = 0; row < after.size(); row++) {
            if (counts(after, row)) {
                String path = after.path(row);
                Integer other = old.remove(path);
                if (other == null) {
                    changes.add(new FileChange(path, -1, size(after, row)));
                } else if (!same(before, other, after, row)) {
                    changes.add(new FileChange(path, size(before, other), size(after, row)));
                }
            }
        }
        old.forEach((path, row) -> changes.add(new FileChange(path, size(before, row), -1)));
        changes.sort(Comparator.comparingLong((FileChange change) -> -Math.max(change.before(), change.after()))
                .thenComparing(FileChange::path));
        return changes;
    }

    private static boolean counts(FileTable files, int row) {
        return files.visible(row) && files.kind(row) != FileKind.DIRECTORY;
    }

    private static long size(FileTable files, int row) {
        return files.size(files.original(row));
    }

    /** A hard link is the same as a file with its content: containers see no difference. */
    private static boolean same(FileTable before, int old, FileTable after, int row) {
        int first = before.original(old);
        int second = after.original(row);
        return before.kind(first) == after.kind(second)
                && Objects.equals(before.content(first), after.content(second))
                && before.size(first) == after.size(second);
    }
}
