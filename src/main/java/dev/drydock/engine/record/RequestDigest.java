package dev.drydock.engine.record;

import dev.drydock.engine.BuildRequest;
import dev.drydock.image.Digest;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Digest of all that a request says, whatever records it is made of, so that nothing that is added to them can be forgotten
 * here. Secrets count by where they come from, which decides whether there is one; what they say is not read.
 */
@StartUp
final class RequestDigest {

    private final StringBuilder text = new StringBuilder();
    private final Map<Class<?>, List<Field>> components;

    private RequestDigest(Map<Class<?>, List<Field>> components) {
        this.components = components;
    }

    /** @throws IllegalArgumentException if a request holds something this class cannot tell from something else */
    static Digest of(BuildRequest request) throws IOException {
        RequestDigest all = new RequestDigest(new HashMap<>());
        all.value(engine());
        all.add(request);
        // Not UTF-16, whose encoder takes ten milliseconds and more of a Java just started.
        return Digest.of(all.text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Identity of this engine: another one may build otherwise. */
    private static String engine() throws IOException {
        CodeSource source = RequestDigest.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return "";
        }
        Path place = Path.of(URI.create(source.getLocation().toString()));
        return place + " " + Files.size(place) + " " + Files.getLastModifiedTime(place);
    }

    private void add(@Nullable Object thing) {
        if (thing == null) {
            text.append('-');
        } else if (thing instanceof Record record) {
            add(record);
        } else if (thing instanceof Map<?, ?> map) {
            add(map);
        } else if (thing instanceof List<?> list) {
            value("list " + list.size());
            for (Object each : list) {
                add(each);
            }
        } else if (thing instanceof Collection<?> set) {
            add(sorted(set));
        } else if (thing instanceof byte[] bytes) {
            value(Digest.of(bytes).toString());
        } else if (thing instanceof Path path) {
            value(path.toAbsolutePath().toString());
        } else if (isPlain(thing)) {
            value(thing.getClass().getName() + " " + thing);
        } else {
            throw new IllegalArgumentException(
                    "no digest of a " + thing.getClass().getName());
        }
    }

    private static boolean isPlain(Object thing) {
        return thing instanceof CharSequence
                || thing instanceof Number
                || thing instanceof Boolean
                || thing instanceof Enum
                || thing instanceof Instant
                || thing instanceof Duration;
    }

    private void value(String value) {
        text.append(value.length()).append(':').append(value);
    }

    private void add(Record record) {
        Class<?> type = record.getClass();
        value(type.getName());
        List<Field> known = components.get(type);
        if (known == null) {
            known = componentsOf(type);
            components.put(type, known);
        }
        for (Field component : known) {
            try {
                add(component.get(record));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(component.toString(), e);
            }
        }
    }

    /** As fields: looking up and calling their accessors costs several times as much in a Java just started. */
    private static List<Field> componentsOf(Class<?> record) {
        List<Field> fields = new ArrayList<>();
        for (Field field : record.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    /** Maps without an order of their own have another one in each JVM. */
    private void add(Map<?, ?> map) {
        value("map " + map.size());
        if (map instanceof LinkedHashMap || map instanceof SortedMap) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                add(entry.getKey());
                add(entry.getValue());
            }
        } else {
            List<Object> pairs = new ArrayList<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                List<@Nullable Object> pair = new ArrayList<>();
                pair.add(entry.getKey());
                pair.add(entry.getValue());
                pairs.add(pair);
            }
            add(sorted(pairs));
        }
    }

    private List<String> sorted(Collection<?> things) {
        List<String> texts = new ArrayList<>();
        for (Object thing : things) {
            RequestDigest one = new RequestDigest(components);
            one.add(thing);
            texts.add(one.text.toString());
        }
        Collections.sort(texts);
        return texts;
    }
}
