package dev.drydock.build;

/** Builds images: reads what describes them, plans, solves, and leaves a layout with {@code image.json} and {@code image.digest}. */
public final class Builder {

    private final Surroundings surroundings;

    public Builder(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * @throws dev.drydock.failure.BuildFailure telling the user what is wrong
     * @throws InterruptedException if interrupted; everything the build started has ended then
     */
    public BuildResult build(BuildRequest request) throws InterruptedException {
        throw new IllegalStateException("being written: " + surroundings + request);
    }
}
