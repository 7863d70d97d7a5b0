package dev.drydock.plan;

import dev.drydock.image.HistoryEntry;

/** A step that changes the configuration only; its effect is already in {@link StagePlan#config}. */
public record MetadataStep(StepSource source, HistoryEntry history) implements Step {}
