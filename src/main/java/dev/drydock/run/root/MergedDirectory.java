package dev.drydock.run.root;

import dev.drydock.sandbox.kernel.Directory;
import dev.drydock.sandbox.kernel.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One directory as several layers have it together: what overlayfs would show, for where it cannot be mounted. */
final class MergedDirectory implements AutoCloseable {

    private final List<Directory> highestFirst;
    private final OverlayMarks marks;

    private MergedDirectory(List<Directory> highestFirst, OverlayMarks marks) {
        this.highestFirst = highestFirst;
        this.marks = marks;
    }

    /** A file and the layer's directory that has it. */
    record Found(Directory directory, FileStatus status) {}

    /** The roots of layers. */
    static MergedDirectory open(List<Path> lowestFirst, OverlayMarks marks) throws IOException {
        var opened = new ArrayList<Directory>();
        var merged = new MergedDirectory(opened, marks);
        try {
            for (int i = lowestFirst.size() - 1; i >= 0; i--) {
                opened.add(Directory.open(lowestFirst.get(i)));
            }
            return merged;
        } catch (IOException | RuntimeException e) {
            merged.close();
            throw e;
        }
    }

    /** The child of that name; null if there is none, or a higher layer has removed it. */
    @Nullable
    Found find(String name) throws IOException {
        for (Directory directory : highestFirst) {
            var status = directory.find(name);
            if (status != null) {
                return status.isWhiteout() ? null : new Found(directory, status);
            }
        }
        return null;
    }

    /** A child that is a directory. */
    MergedDirectory directory(String name) throws IOException {
        var opened = new ArrayList<Directory>();
        var merged = new MergedDirectory(opened, marks);
        try {
            for (Directory directory : highestFirst) {
                var status = directory.find(name);
                if (status == null) {
                    continue;
                }
                if (!status.isDirectory()) {
                    break;
                }
                opened.add(directory.directory(name));
                if (marks.isOpaque(directory, name)) {
                    break;
                }
            }
            return merged;
        } catch (IOException | RuntimeException e) {
            merged.close();
            throw e;
        }
    }

    @Override
    public void close() {
        highestFirst.forEach(Directory::close);
    }
}
