package dev.drydock.frontend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that only grows, immutable: one with another element behind shares all the others. */
public final class GrowingList<T> {

    private record Link<T>(@Nullable Link<T> before, T value) {}

    private final @Nullable Link<T> last;

    private GrowingList(@Nullable Link<T> last) {
        this.last = last;
    }

    static <T> GrowingList<T> empty() {
        return new GrowingList<>(null);
    }

    GrowingList<T> with(T value) {
        return new GrowingList<>(new Link<>(last, value));
    }

    boolean isEmpty() {
        return last == null;
    }

    /** In the order they were added; made anew at each call. */
    public List<T> toList() {
        List<T> values = new ArrayList<>();
        for (Link<T> link = last; link != null; link = link.before()) {
            values.add(link.value());
        }
        Collections.reverse(values);
        return List.copyOf(values);
    }
}
