package dev.drydock.inventory.language;

import dev.drydock.inventory.software.Purl;
import dev.drydock.inventory.software.Software;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Java runtime by the {@code release} file in its home. */
public final class JavaRelease {

    private JavaRelease() {}

    /**
     * @param values of the file
     * @return null if it is not that of a Java runtime
     */
    public static @Nullable Software of(Map<String, String> values) {
        String version = values.getOrDefault("JAVA_VERSION", "");
        if (version.isEmpty()) {
            return null;
        }
        String exact = values.getOrDefault("JAVA_RUNTIME_VERSION", version);
        String vendor = values.getOrDefault("IMPLEMENTOR", "");
        String namespace =
                vendor.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return new Software(
                Software.Kind.JAVA,
                vendor,
                "openjdk",
                exact,
                Purl.of("generic", namespace, "openjdk", exact, Map.of()),
                List.of(),
                "",
                null);
    }
}
