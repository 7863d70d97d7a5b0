package dev.drydock.engine.build;

import dev.drydock.engine.BuildOptions;
import dev.drydock.engine.Timestamp;
import dev.drydock.plan.BuildPlan;
import dev.drydock.solve.SolveOptions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Works out the times of an image: SOURCE_DATE_EPOCH of the Dockerfile or its arguments goes before the configuration. */
final class ImageTimes {

    private ImageTimes() {}

    static SolveOptions options(BuildOptions options, BuildPlan plan, Clock clock) {
        Instant epoch = plan.sourceDateEpoch();
        Timestamp timestamp = options.timestamp();
        Instant created = timestamp.created(clock);
        @Nullable Instant fileTime = timestamp.fileTime().orElse(null);
        return new SolveOptions(
                options.cache().ignored(),
                options.compression(),
                (epoch != null ? epoch : created).truncatedTo(ChronoUnit.SECONDS),
                epoch != null && fileTime != null ? epoch : fileTime,
                options.bases().leaveLayers());
    }
}
