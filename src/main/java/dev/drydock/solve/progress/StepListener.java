package dev.drydock.solve.progress;

/** Hears of a step that is being made. */
public interface StepListener {

    /** For what the user did not write as a step. */
    StepListener NONE = new StepListener() {
        @Override
        public void begins() {}

        @Override
        public void line(String line) {}
    };

    /** Everything it has to wait for is there; its own work begins. Called once at most, and not if it fails before. */
    void begins();

    /** A process of the step printed a line. */
    void line(String line);
}
