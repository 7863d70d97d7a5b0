package dev.drydock.build;

import java.time.Instant;

/** The times an image carries. */
public sealed interface Timestamp {

    /** One time for the image, its history and every file a step brings in: same inputs, same digest. */
    record Fixed(Instant instant) implements Timestamp {}

    /** The image is as old as the build, files keep their own times, as Docker does it. */
    record Now() implements Timestamp {}

    /** The image has {@link #DEFAULT}, files keep their own times. */
    record Preserve() implements Timestamp {}

    /** One second after the epoch: 0 means "unknown" to some tools. */
    Instant DEFAULT = Instant.ofEpochSecond(1);
}
