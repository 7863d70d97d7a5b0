package dev.drydock.copy;

import dev.drydock.io.ByteNames;
import dev.drydock.io.tar.TarEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Everything that was put into a stage's root, {@link Graft}s included, in the order of paths. */
final class StagedFiles {

    /** Is told of one path after another. */
    interface Visitor {
        void put(String path, Inode inode) throws IOException;

        void grafted(String path, Graft graft, SourceNode node) throws IOException;

        /** A directory of the base that something was put into. */
        void parent(TarEntry entry) throws IOException;
    }

    private final Iterator<Map.Entry<String, Inode>> added;
    private final Iterator<Map.Entry<String, TarEntry>> parents;
    private final List<Graft.Walk> walks = new ArrayList<>();
    private Map.@Nullable Entry<String, Inode> nextAdded;
    private Map.@Nullable Entry<String, TarEntry> nextParent;

    private StagedFiles(Staging staging, NavigableMap<String, TarEntry> parents) {
        this.added = staging.added().entrySet().iterator();
        this.parents = parents.entrySet().iterator();
        for (Graft graft : staging.grafts()) {
            Graft.Walk walk = graft.walk();
            if (walk.next()) {
                walks.add(0, walk); // what was put last counts
            }
        }
    }

    static void visit(Staging staging, NavigableMap<String, TarEntry> parents, Visitor visitor) throws IOException {
        StagedFiles files = new StagedFiles(staging, parents);
        files.nextAdded();
        files.nextParent();
        for (String path = files.first(); path != null; path = files.first()) {
            files.tell(path, visitor);
        }
    }

    private void nextAdded() {
        nextAdded = added.hasNext() ? added.next() : null;
    }

    private void nextParent() {
        nextParent = parents.hasNext() ? parents.next() : null;
    }

    private @Nullable String first() {
        String first = nextAdded == null ? null : nextAdded.getKey();
        if (nextParent != null) {
            first = earlier(first, nextParent.getKey());
        }
        for (Graft.Walk walk : walks) {
            first = earlier(first, walk.path());
        }
        return first;
    }

    private static String earlier(@Nullable String path, String other) {
        return path == null || ByteNames.BYTE_ORDER.compare(other, path) < 0 ? other : path;
    }

    /** Goes on behind that path everywhere, and tells of the first who has it. */
    private void tell(String path, Visitor visitor) throws IOException {
        boolean told = false;
        if (nextAdded != null && nextAdded.getKey().equals(path)) {
            visitor.put(path, nextAdded.getValue());
            told = true;
            nextAdded();
        }
        for (int i = 0; i < walks.size(); i++) {
            Graft.Walk walk = walks.get(i);
            SourceNode node = walk.node();
            if (node != null && walk.path().equals(path)) {
                if (!told) {
                    visitor.grafted(path, walk.graft(), node);
                    told = true;
                }
                if (!walk.next()) {
                    walks.remove(i--);
                }
            }
        }
        if (nextParent != null && nextParent.getKey().equals(path)) {
            if (!told) {
                visitor.parent(nextParent.getValue());
            }
            nextParent();
        }
    }
}
