package dev.drydock.engine;

import dev.drydock.startup.StartUp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The times an image carries. */
@StartUp
public sealed interface Timestamp {

    /** The time of the image and its history. */
    Instant created(Clock clock);

    /** The time given to files that a step brings in; empty if they keep their own. */
    Optional<Instant> fileTime();

    /** One time for the image, its history and every file a step brings in: same inputs, same digest. */
    record Fixed(Instant instant) implements Timestamp {
        @Override
        public Instant created(Clock clock) {
            return instant;
        }

        @Override
        public Optional<Instant> fileTime() {
            return Optional.of(instant);
        }
    }

    /** The image is as old as the build, files keep their own times, as Docker does it. */
    record Now() implements Timestamp {
        @Override
        public Instant created(Clock clock) {
            return clock.instant();
        }

        @Override
        public Optional<Instant> fileTime() {
            return Optional.empty();
        }
    }

    /** The image has {@link #DEFAULT}, files keep their own times. */
    record Preserve() implements Timestamp {
        @Override
        public Instant created(Clock clock) {
            return DEFAULT;
        }

        @Override
        public Optional<Instant> fileTime() {
            return Optional.empty();
        }
    }

    /**
     * One time for the image and another for files.
     *
     * @param files null if they keep their own
     */
    record Apart(Instant image, @Nullable Instant files) implements Timestamp {
        @Override
        public Instant created(Clock clock) {
            return image;
        }

        @Override
        public Optional<Instant> fileTime() {
            return Optional.ofNullable(files);
        }
    }

    /**
     * The instant that Maven 4 gives every project as {@code project.build.outputTimestamp}, so that Maven 3 makes the same
     * image. 0 would mean "unknown" to some tools. 1980-02-01T00:00:00Z, not parsed in every build.
     */
    Instant DEFAULT = Instant.ofEpochSecond(318_211_200);
}
