package dev.drydock.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code RUN --mount=…} before expansion. {@link Words#mount} makes a {@link MountSpec} of it.
 *
 * @param text the flag's value as written
 * @param options the comma-separated fields in order
 */
public record MountFlag(String text, List<Option> options) {

    /** @param key lower-cased @param value unexpanded; null if only the key is written, as in {@code ro} */
    public record Option(String key, @Nullable String value) {}

    /** The stage, context or image mounted from, which may hold no variables; "" if none is named. */
    public String from() {
        String from = "";
        for (var option : options) {
            if (option.key().equals("from") && option.value() != null) {
                from = option.value();
            }
        }
        return from;
    }
}
