package dev.drydock.run.root;

import dev.drydock.layer.LayerNames;
import dev.drydock.sandbox.kernel.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks down a tree by clean paths, keeping the directories on the way open, as the next path is mostly near. Never through
 * a symlink. Directories opened belong to this object and are good until the next call.
 */
public final class Descent implements AutoCloseable {

    /** Gets a child that is missing or no directory out of the way. */
    public interface Repair {
        void makeDirectory(Directory parent, String name, String path) throws IOException;
    }

    private final Directory root;
    private final List<String> names = new ArrayList<>();
    private final List<Directory> open = new ArrayList<>();

    /** @param root stays the caller's */
    public Descent(Directory root) {
        this.root = root;
    }

    /** @throws IOException if a part of the path is missing or no directory */
    public Directory open(String path) throws IOException {
        return open(path, null);
    }

    /** Opens a directory, repairing the way there where it must be. */
    public Directory open(String path, @Nullable Repair repair) throws IOException {
        int depth = 0;
        Directory current = root;
        if (path.isEmpty()) {
            leaveBelow(0);
            return root;
        }
        for (int start = 0; start >= 0; ) {
            int slash = path.indexOf('/', start);
            String name = slash < 0 ? path.substring(start) : path.substring(start, slash);
            if (depth >= names.size() || !names.get(depth).equals(name)) {
                leaveBelow(depth);
                if (repair != null) {
                    repair.makeDirectory(current, name, slash < 0 ? path : path.substring(0, slash));
                }
                open.add(current.directory(name));
                names.add(name);
            }
            current = open.get(depth++);
            start = slash < 0 ? -1 : slash + 1;
        }
        leaveBelow(depth);
        return current;
    }

    /** Opens the directory a path is in. */
    public Directory openParent(String path) throws IOException {
        return open(LayerNames.parent(path));
    }

    /** Forgets what is open, which somebody may have replaced. */
    public void reset() {
        leaveBelow(0);
    }

    private void leaveBelow(int depth) {
        while (open.size() > depth) {
            open.remove(open.size() - 1).close();
            names.remove(names.size() - 1);
        }
    }

    @Override
    public void close() {
        leaveBelow(0);
    }
}
