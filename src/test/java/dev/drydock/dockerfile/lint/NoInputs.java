package dev.drydock.dockerfile.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a check that asks nobody. */
public final class NoInputs {

    private NoInputs() {}

    /** Nothing known but that linux/amd64 is built. */
    public static LintInputs get() {
        var platformArgs = new HashMap<String, String>();
        for (var side : List.of("TARGET", "BUILD")) {
            platformArgs.put(side + "PLATFORM", "linux/amd64");
            platformArgs.put(side + "OS", "linux");
            platformArgs.put(side + "ARCH", "amd64");
            platformArgs.put(side + "VARIANT", "");
            platformArgs.put(side + "OSVERSION", "");
        }
        platformArgs.put("TARGETSTAGE", "default");
        return new LintInputs(Map.of(), Map.copyOf(platformArgs), (image, platform) -> null, null);
    }
}
