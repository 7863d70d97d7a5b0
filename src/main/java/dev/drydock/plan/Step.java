package dev.drydock.plan;

import dev.drydock.image.HistoryEntry;

/** A unit that is executed and cached, or, for metadata, only recorded. Every variable in it is expanded. */
public sealed interface Step permits RunStep, CopyStep, WorkdirStep, MetadataStep {

    StepSource source();

    /** The one history entry this step leaves. */
    HistoryEntry history();
}
