package dev.drydock.frontend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and values, immutable. A name stands where it was last set, as in BuildKit: processes, and cache keys, see this
 * order. (An image's own Env keeps a name where it was first.)
 */
record Environment(Map<String, String> values) {

    static final Environment EMPTY = new Environment(Map.of());

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    Environment with(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.remove(name);
        copy.put(name, value);
        return new Environment(copy);
    }

    Environment withAll(Map<String, String> more) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        more.forEach((name, value) -> {
            copy.remove(name);
            copy.put(name, value);
        });
        return new Environment(copy);
    }

    Environment without(String name) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.remove(name);
        return new Environment(copy);
    }
}
