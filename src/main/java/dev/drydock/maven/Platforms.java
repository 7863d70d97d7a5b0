package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Platform;
import java.util.ArrayList;
import java.util.List;

/** {@code drydock.platforms}. */
final class Platforms {

    private static final List<String> SYSTEMS = List.of("linux", "windows", "darwin", "freebsd", "wasi");

    /** As Go names them, and with it every registry. */
    private static final List<String> ARCHITECTURES = List.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv64",
            "s390x",
            "wasm");

    private Platforms() {}

    /** This machine's if none are asked for. */
    static List<Platform> of(Settings settings) {
        List<Platform> out = new ArrayList<>();
        for (String platform : settings.list("platforms")) {
            out.add(parse(platform));
        }
        return out.isEmpty() ? List.of(Platform.current()) : out;
    }

    private static Platform parse(String text) {
        try {
            Platform platform = Platform.parse(text);
            if (SYSTEMS.contains(platform.os()) && ARCHITECTURES.contains(platform.architecture())) {
                return platform;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw BuildFailure.ofBuild(
                "<platforms>: '" + text + "' is no platform",
                "Write system/architecture, and a variant if there are any: linux/amd64, linux/arm64, linux/arm/v7."
                        + " Architectures are " + String.join(", ", ARCHITECTURES) + ".");
    }
}
