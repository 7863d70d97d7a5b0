package dev.drydock.maven.settings;

import java.util.List;
import java.util.Optional;

/** Whether settings describe an image, so that a Dockerfile lying about is not meant. */
public final class ImageDescription {

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

    /** These are about a Dockerfile. */
    private static final List<String> OF_DOCKERFILES = List.of("target", "buildArgs", "buildContexts");

    private ImageDescription() {}

    /** A Dockerfile that is named goes before. */
    public static boolean by(Settings settings) {
        return how(settings).isPresent();
    }

    /** The first setting that describes the image; empty if none does. */
    public static Optional<String> how(Settings settings) {
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

    /** Warns of settings that only the other kind of image has a use for. */
    public static void tellOfUseless(Settings settings, boolean dockerfile) {
        for (String name : dockerfile ? TELLING : OF_DOCKERFILES) {
            if (settings.given(name)) {
                settings.warn(
                        dockerfile
                                ? "<" + name + "> changes nothing in an image of a Dockerfile; say it there, or remove"
                                        + " <dockerfile> to have the POM describe the image"
                                : "<" + name + "> changes nothing in an image that is made without a Dockerfile");
            }
        }
    }
}
