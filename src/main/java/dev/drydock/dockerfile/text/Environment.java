package dev.drydock.dockerfile.text;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and values, immutable. A name stands where it was last set, as in BuildKit: processes, and cache keys, see this
 * order. (An image's own Env keeps a name where it was first.)
 *
 * <p>Every instruction of a file may set a name, and every RUN keeps what it sees. So an environment consists of parts it
 * shares with the one it was made from, each at least twice as large as the next: to set one of n names costs the logarithm
 * of n, in time and in memory.
 */
public final class Environment implements Variables {

    public static final Environment EMPTY = new Environment(List.of(), 0);

    /** Oldest first, never changed; what a later one sets hides what is in an earlier one. */
    private final List<Map<String, String>> parts;

    private final int size;

    private Environment(List<Map<String, String>> parts, int size) {
        this.parts = parts;
        this.size = size;
    }

    @Override
    public @Nullable String get(String name) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            String value = parts.get(i).get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    public Environment with(String name, String value) {
        return withPart(Map.of(name, value));
    }

    /** @param more in their order */
    public Environment withAll(Map<String, String> more) {
        return more.isEmpty() ? this : withPart(Collections.unmodifiableMap(new LinkedHashMap<>(more)));
    }

    private Environment withPart(Map<String, String> newest) {
        int more = 0;
        for (String name : newest.keySet()) {
            more += has(name) ? 0 : 1;
        }
        List<Map<String, String>> all = new ArrayList<>(parts);
        Map<String, String> last = newest;
        while (!all.isEmpty() && all.get(all.size() - 1).size() < 2 * last.size()) {
            last = merged(List.of(all.remove(all.size() - 1), last));
        }
        all.add(last);
        return new Environment(List.copyOf(all), size + more);
    }

    public Environment without(String name) {
        Map<String, String> rest = merged(parts);
        rest.remove(name);
        return EMPTY.withAll(rest);
    }

    private static Map<String, String> merged(List<Map<String, String>> parts) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (Map<String, String> part : parts) {
            part.forEach((name, value) -> {
                merged.remove(name);
                merged.put(name, value);
            });
        }
        return merged;
    }

    /** A view that cannot be changed and holds no copy: going through it costs more than asking it for a name. */
    public Map<String, String> values() {
        return new AbstractMap<>() {
            @Override
            public @Nullable String get(@Nullable Object name) {
                return name instanceof String text ? Environment.this.get(text) : null;
            }

            @Override
            public boolean containsKey(@Nullable Object name) {
                return get(name) != null;
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public Set<Entry<String, String>> entrySet() {
                return Collections.unmodifiableMap(merged(parts)).entrySet();
            }

            @Override
            public Set<String> keySet() {
                return new AbstractSet<>() {
                    @Override
                    public int size() {
                        return size;
                    }

                    @Override
                    public Iterator<String> iterator() {
                        return Collections.unmodifiableMap(merged(parts))
                                .keySet()
                                .iterator();
                    }
                };
            }
        };
    }
}
