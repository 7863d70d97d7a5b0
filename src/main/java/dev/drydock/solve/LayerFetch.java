package dev.drydock.solve;

import dev.drydock.concurrent.Tasks;
import dev.drydock.image.BaseImage;
import dev.drydock.solve.progress.LayerMeter;
import dev.drydock.solve.progress.StepClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Something of each layer: of some it was found, of the others it is fetched, side by side, when all is wanted. */
final class LayerFetch<T> {

    /** The registry client has a limit of its own. */
    private static final int FETCHES = 4;

    private final LayerMeter pulls;
    private final List<Optional<T>> found = new ArrayList<>();
    private final List<Callable<T>> missing = new ArrayList<>();
    private final List<@Nullable BaseImage> images = new ArrayList<>();

    /** @param pulls is told of the images something is missing of, for as long as it takes to have all */
    LayerFetch(LayerMeter pulls) {
        this.pulls = pulls;
    }

    void found(T next) {
        found.add(Optional.of(next));
    }

    /** @param image the layer is of; null if a step made it */
    void missing(@Nullable BaseImage image, Callable<T> next) {
        found.add(Optional.empty());
        missing.add(next);
        images.add(image);
    }

    /** In the order in which they were found or missing. */
    List<T> all() throws IOException, InterruptedException {
        Iterator<T> fetched = missing.isEmpty() ? Collections.emptyIterator() : fetch().iterator();
        List<T> all = new ArrayList<>();
        for (Optional<T> each : found) {
            all.add(each.isPresent() ? each.get() : fetched.next());
        }
        return all;
    }

    private List<T> fetch() throws IOException, InterruptedException {
        StepClock.pause();
        for (BaseImage image : images) {
            pulls.enter(image);
        }
        try {
            return Tasks.run("fetch", FETCHES, missing);
        } finally {
            for (BaseImage image : images) {
                pulls.leave(image);
            }
            StepClock.resume();
        }
    }
}
