package dev.drydock.plan;

import dev.drydock.image.BaseImage;
import dev.drydock.startup.StartUp;

/** The root that a stage starts from. */
@StartUp
public sealed interface StageBase {

    /** Calls the visitor's method for this kind of base. */
    <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F;

    /**
     * One method a kind of base.
     *
     * @param <R> what they return
     * @param <E> what they throw; RuntimeException for nothing
     * @param <F> what they throw besides
     */
    interface Visitor<R, E extends Exception, F extends Exception> {
        R visit(Scratch scratch) throws E, F;

        R visit(Image image) throws E, F;

        R visit(Stage stage) throws E, F;
    }

    /** Nothing: no layers. */
    record Scratch() implements StageBase {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }

    /** An image of a registry or of a named context. */
    record Image(BaseImage image) implements StageBase {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }

    /** An earlier stage of the plan. */
    record Stage(int number) implements StageBase {
        @Override
        public <R, E extends Exception, F extends Exception> R accept(Visitor<R, E, F> visitor) throws E, F {
            return visitor.visit(this);
        }
    }
}
