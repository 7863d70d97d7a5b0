package dev.drydock.solve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Something of each layer: of some it was found, of the others it is fetched, side by side, when all is wanted. */
final class Gathering<T> {

    /** The registry client has a limit of its own. */
    private static final int FETCHES = 4;

    private final List<Optional<T>> found = new ArrayList<>();
    private final List<Callable<T>> missing = new ArrayList<>();

    void found(T next) {
        found.add(Optional.of(next));
    }

    void missing(Callable<T> next) {
        found.add(Optional.empty());
        missing.add(next);
    }

    /** In the order in which they were found or missing. */
    List<T> all() throws IOException, InterruptedException {
        Iterator<T> fetched = Together.run("fetch", FETCHES, missing).iterator();
        List<T> all = new ArrayList<>();
        for (Optional<T> each : found) {
            all.add(each.isPresent() ? each.get() : fetched.next());
        }
        return all;
    }
}
