package dev.drydock.frontend;

import dev.drydock.dockerfile.text.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ARGs declared so far, immutable.
 *
 * @param names in the order of their first declaration
 * @param values last declared; "" where there is none
 */
record DeclaredArgs(GrowingList<String> names, Environment values) {

    static final DeclaredArgs NONE = new DeclaredArgs(GrowingList.empty(), Environment.EMPTY);

    /** @param value null for none */
    DeclaredArgs with(String name, @Nullable String value) {
        return new DeclaredArgs(
                values.has(name) ? names : names.with(name), values.with(name, value == null ? "" : value));
    }

    /** Each as history tells it, with the value a RUN sees. */
    List<String> seenIn(Environment env) {
        return names.toList().stream()
                .map(name -> {
                    String seen = env.get(name);
                    return name + "=" + (seen != null ? seen : values.get(name));
                })
                .toList();
    }
}
