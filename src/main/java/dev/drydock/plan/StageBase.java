package dev.drydock.plan;

import dev.drydock.image.BaseImage;

/** The root that a stage starts from. */
public sealed interface StageBase {

    /** Nothing: no layers. */
    record Scratch() implements StageBase {}

    /** An image of a registry or of a named context. */
    record Image(BaseImage image) implements StageBase {}

    /** An earlier stage of the plan. */
    record Stage(int number) implements StageBase {}
}
