package dev.drydock.run.root;

import dev.drydock.image.Digest;
import dev.drydock.run.root.WorkPlaces.WorkPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree that layers were copied into.
 *
 * @param place holds it, and goes with it
 * @param layers what it is, or will be when all of them are applied, lowest first
 * @param applied how many of them are; without the others it lacks files
 */
record CopiedTree(WorkPlace place, List<Digest> layers, int applied) implements AutoCloseable {

    private static final String NAME = "tree";

    Path path() {
        return place.resolve(NAME);
    }

    /** The same tree after what that layer has was moved out of it. */
    CopiedTree expecting(Digest layer) {
        var more = new ArrayList<>(layers);
        more.add(layer);
        return new CopiedTree(place, List.copyOf(more), applied);
    }

    CopiedTree with(List<Digest> all) {
        return new CopiedTree(place, all, all.size());
    }

    /** Whether it becomes these layers by applying more. */
    boolean leadsTo(List<Digest> wanted) {
        return layers.size() <= wanted.size()
                && wanted.subList(0, layers.size()).equals(layers);
    }

    @Override
    public void close() throws IOException {
        place.close();
    }
}
