package dev.drydock.plan;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.util.List;

/** A unit that is executed and cached, or, for metadata, only recorded. Every variable in it is expanded. */
public sealed interface Step permits RunStep, CopyStep, WorkdirStep, RecordedStep, MetadataStep {

    StepSource source();

    /** The one history entry this step leaves. */
    HistoryEntry history();

    /** Digest of the step's own words, as far as they act, whatever it stands on and reads. */
    Digest definition();

    /** The places in build contexts that it reads. */
    List<ContextPath> contextPaths();

    /** Calls the visitor's method for this kind of step. */
    <R> R accept(Visitor<R> visitor);

    /**
     * A place in a build context.
     *
     * @param context its name; "" is the build context itself
     * @param pattern a path or a wildcard pattern
     */
    record ContextPath(String context, String pattern) {}

    /**
     * One method a kind of step.
     *
     * @param <R> what they return
     */
    interface Visitor<R> {
        R visit(RunStep run);

        R visit(CopyStep copy);

        R visit(WorkdirStep workdir);

        R visit(RecordedStep recorded);

        R visit(MetadataStep metadata);
    }
}
