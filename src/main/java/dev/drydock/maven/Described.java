package dev.drydock.maven;

import java.util.List;
import java.util.Optional;

/** Whether settings describe an image, so that a Dockerfile lying about is not meant. */
final class Described {

    private static final List<String> TELLING = List.of(
            "from",
            "layout",
            "artifact",
            "runtime",
            "startup",
            "mainClass",
            "jvmFlags",
            "entrypoint",
            "cmd",
            "env",
            "ports",
            "volumes",
            "user",
            "workdir",
            "healthcheck",
            "stopSignal",
            "files",
            "run");

    private Described() {}

    /** A Dockerfile that is named goes before. */
    static boolean by(Settings settings) {
        return how(settings).isPresent();
    }

    /** The first setting that describes the image; empty if none does. */
    static Optional<String> how(Settings settings) {
        if (settings.given("dockerfile")) {
            return Optional.empty();
        }
        for (String name : TELLING) {
            if (settings.given(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
