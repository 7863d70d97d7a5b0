package dev.drydock.plan;

import dev.drydock.image.BaseImage;

/** A file tree that COPY, ADD and RUN --mount read from. */
public sealed interface Input {

    /** A directory of the user's behind its ignore rules. @param name of a named context; "" is the build context itself */
    record Context(String name) implements Input {}

    /** The final root of an earlier stage of the plan. */
    record Stage(int number) implements Input {}

    /** The root of an image. */
    record Image(BaseImage image) implements Input {}

    /** A root with nothing in it ({@code from=scratch}). */
    record Empty() implements Input {}
}
