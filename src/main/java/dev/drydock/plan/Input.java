package dev.drydock.plan;

import dev.drydock.image.BaseImage;

/** A file tree that COPY, ADD and RUN --mount read from. */
public sealed interface Input {

    /** Calls the visitor's method for this kind of input. */
    <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F;

    /**
     * One method a kind of input.
     *
     * @param <R> what they return
     * @param <E> what they throw; RuntimeException for nothing
     * @param <F> what they throw besides
     */
    interface Visitor<R, E extends Exception, F extends Exception> {
        R visit(Context context) throws E, F;

        R visit(Stage stage) throws E, F;

        R visit(Image image) throws E, F;

        R visit(Empty empty) throws E, F;
    }

    /**
     * A directory of the user's behind its ignore rules.
     *
     * @param name of a named context; "" is the build context itself
     */
    record Context(String name) implements Input {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }

    /** The final root of an earlier stage of the plan. */
    record Stage(int number) implements Input {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }

    /** The root of an image. */
    record Image(BaseImage image) implements Input {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }

    /** A root with nothing in it ({@code from=scratch}). */
    record Empty() implements Input {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }
}
