package dev.drydock.engine;

import java.time.Instant;

/** The times an image carries. */
public sealed interface Timestamp {

    /** One time for the image, its history and every file a step brings in: same inputs, same digest. */
    record Fixed(Instant instant) implements Timestamp {}

    /** The image is as old as the build, files keep their own times, as Docker does it. */
    record Now() implements Timestamp {}

    /** The image has {@link #DEFAULT}, files keep their own times. */
    record Preserve() implements Timestamp {}

    /**
     * The instant that Maven 4 gives every project as {@code project.build.outputTimestamp}, so that Maven 3 makes the same image. 0 would
     * mean "unknown" to some tools. 1980-02-01T00:00:00Z, not parsed in every build.
     */
    Instant DEFAULT = Instant.ofEpochSecond(318_211_200);
}
