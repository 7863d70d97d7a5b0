package dev.drydock.copy;

import dev.drydock.context.RootedPaths;
import dev.drydock.io.ByteNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that mappings take out of directories of this machine, by the directories of a tree that they are in there. */
final class TakenDirectories {

    private final Map<String, List<TakenFiles>> directories = new HashMap<>();

    /** One of those files. */
    record Place(TakenFiles files, int row) {
        SourceNode node(String path) {
            return files.node(row, path);
        }

        MappedContent content() {
            return files.content(row);
        }
    }

    /** Later ones with the same names are added later. */
    void add(String directory, TakenFiles files) {
        List<TakenFiles> here = directories.get(directory);
        if (here == null) {
            here = new ArrayList<>(1);
            directories.put(directory, here);
        }
        if (here.isEmpty() || here.get(here.size() - 1) != files) {
            here.add(files);
        }
    }

    /** Where the file of that path is, the last if several were put there; null if there is none. */
    @Nullable
    Place find(String path) {
        List<TakenFiles> here = directories.getOrDefault(RootedPaths.parent(path), List.of());
        for (int i = here.size() - 1; i >= 0; i--) {
            int row = here.get(i).find(RootedPaths.name(path));
            if (row >= 0) {
                return new Place(here.get(i), row);
            }
        }
        return null;
    }

    /** All names in a directory, in the order of their bytes. */
    List<String> names(String directory, Collection<String> further) {
        List<TakenFiles> files = directories.getOrDefault(directory, List.of());
        if (further.isEmpty() && files.size() == 1) {
            return files.get(0).names();
        }
        List<String> all = new ArrayList<>(further);
        for (TakenFiles each : files) {
            all.addAll(each.names());
        }
        all.sort(ByteNames.BYTE_ORDER);
        int kept = 0;
        for (int i = 0; i < all.size(); i++) {
            if (kept == 0 || !all.get(i).equals(all.get(kept - 1))) {
                all.set(kept++, all.get(i));
            }
        }
        return all.subList(0, kept);
    }
}
