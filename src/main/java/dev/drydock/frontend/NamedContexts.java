package dev.drydock.frontend;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import java.util.HashMap;
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
        contexts.forEach((name, context) -> {
            String shortest = shortest(name);
            if (shortest == null) {
                throw BuildFailure.ofBuild(
                        "'" + name + "' cannot be the name of a build context",
                        "FROM and --from find it like an image: choose a name in lower case that an image could have.");
            }
            byName.put(shortest, new Named(name, context));
        });
    }

    /** Null if there is none. The name scratch means what it always means. */
    @Nullable
    Named find(String name) {
        String shortest = shortest(name);
        return shortest == null || shortest.equals("scratch") ? null : byName.get(shortest);
    }

    /** Null if no image could have that name. */
    private static @Nullable String shortest(String name) {
        try {
            String familiar = Reference.parse(name).toString();
            return familiar.endsWith(":latest")
                    ? familiar.substring(0, familiar.length() - ":latest".length())
                    : familiar;
        } catch (IllegalArgumentException notAnImageName) {
            return null;
        }
    }
}
