package dev.drydock.maven;

import java.util.List;

/** Whether settings describe an image, so that a Dockerfile lying about is not meant. */
final class Described {

    private static final List<String> TELLING = List.of(
            "from",
            "layout",
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
        if (settings.given("dockerfile")) {
            return false;
        }
        for (String name : TELLING) {
            if (settings.given(name)) {
                return true;
            }
        }
        return false;
    }
}
