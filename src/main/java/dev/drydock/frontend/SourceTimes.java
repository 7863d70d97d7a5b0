package dev.drydock.frontend;

import dev.drydock.plan.CopyStep;
import org.jspecify.annotations.Nullable;

/** How old what ADD takes from the network is; a plan asks only if {@code SOURCE_DATE_EPOCH} names a stage. */
public interface SourceTimes {

    /** Knows of none and asks nobody: for plans nobody builds. */
    SourceTimes UNKNOWN = new SourceTimes() {
        @Override
        public @Nullable Long seconds(CopyStep.Source source) {
            return null;
        }
    };

    /**
     * Asks where the source comes from: a commit was committed at some time, a server says when a file was last modified,
     * the files of an archive have times, of which the latest counts.
     *
     * @param source a download or a repository
     * @return seconds since 1970; null if nothing says it
     * @throws dev.drydock.failure.BuildFailure if it cannot be had
     */
    @Nullable
    Long seconds(CopyStep.Source source);
}
