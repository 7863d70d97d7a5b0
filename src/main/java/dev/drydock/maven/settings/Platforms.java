package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.PLATFORMS;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;

/** {@code drydock.platforms}. */
@StartUp
public final class Platforms {

    private Platforms() {}

    /** This machine's if none are asked for. */
    public static List<Platform> of(Settings settings) {
        List<Platform> out = new ArrayList<>();
        for (String platform : settings.list(PLATFORMS)) {
            out.add(parse(platform));
        }
        return out.isEmpty() ? List.of(Platform.current()) : out;
    }

    private static Platform parse(String text) {
        try {
            Platform platform = Platform.parse(text);
            if (platform.isKnown()) {
                return platform;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw BuildFailure.ofBuild(
                "<platforms>: '" + text + "' is not a platform",
                "Write system/architecture, and a variant if there is one: linux/amd64, linux/arm64, linux/arm/v7.");
    }
}
