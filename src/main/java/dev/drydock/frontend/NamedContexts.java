package dev.drydock.frontend;

import dev.drydock.image.Reference;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named contexts of a build, found however their name is spelled: {@code alpine}, {@code alpine:latest} and
 * {@code docker.io/library/alpine} are one name.
 */
final class NamedContexts {

    /** @param name as the user gave it */
    record Named(String name, NamedContext context) {}

    private final Map<String, Named> byName = new HashMap<>();

    NamedContexts(Map<String, NamedContext> contexts) {
        contexts.forEach((name, context) -> byName.put(shortest(name), new Named(name, context)));
    }

    /** Null if there is none. The names scratch and context mean what they always mean. */
    @Nullable
    Named find(String name) {
        return name.equalsIgnoreCase("scratch") || name.equalsIgnoreCase("context") ? null : byName.get(shortest(name));
    }

    private static String shortest(String name) {
        try {
            String familiar = Reference.parse(name).toString();
            return familiar.endsWith(":latest")
                    ? familiar.substring(0, familiar.length() - ":latest".length())
                    : familiar;
        } catch (IllegalArgumentException notAnImageName) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
