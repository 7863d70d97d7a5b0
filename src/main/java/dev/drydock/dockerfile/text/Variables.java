package dev.drydock.dockerfile.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the values of variables come from. */
@FunctionalInterface
public interface Variables {

    /** The value of a variable; null if it is not set, which is not the same as empty. */
    @Nullable
    String get(String name);

    static Variables of(Map<String, String> values) {
        return values::get;
    }

    static Variables none() {
        return name -> null;
    }
}
