package dev.drydock.frontend;

import dev.drydock.image.BaseImage;
import dev.drydock.plan.Input;

/** Something with files in it that a name means if it is no stage. */
sealed interface NamedRoot {

    /** As something to copy or mount from. */
    Input asInput();

    /** {@code scratch}. */
    record Nothing() implements NamedRoot {
        @Override
        public Input asInput() {
            return new Input.Empty();
        }
    }

    /** An image. */
    record Image(BaseImage image) implements NamedRoot {
        @Override
        public Input asInput() {
            return new Input.Image(image);
        }
    }

    /** A named context that is a directory. */
    record Directory(String name) implements NamedRoot {
        @Override
        public Input asInput() {
            return new Input.Context(name);
        }
    }
}
