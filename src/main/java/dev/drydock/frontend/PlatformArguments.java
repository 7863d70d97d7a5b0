package dev.drydock.frontend;

import dev.drydock.image.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** The arguments every Dockerfile has without declaring them, for use in FROM, and in stages after {@code ARG NAME}. */
final class PlatformArguments {

    private PlatformArguments() {}

    /** @param targetStage name of the stage that is built; "" if it has none */
    static Map<String, String> of(BuildPlatforms platforms, String targetStage) {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "BUILD", platforms.build());
        put(values, "TARGET", platforms.target());
        values.put("TARGETSTAGE", targetStage.isEmpty() ? "default" : targetStage);
        return values;
    }

    private static void put(Map<String, String> values, String prefix, Platform platform) {
        values.put(prefix + "PLATFORM", platform.toString());
        values.put(prefix + "OS", platform.os());
        values.put(prefix + "OSVERSION", platform.osVersion());
        values.put(prefix + "ARCH", platform.architecture());
        values.put(prefix + "VARIANT", platform.variant());
    }
}
