package dev.drydock.plan;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.util.List;

/** A step that changes the configuration only; its effect is already in {@link StagePlan#config}. */
public record MetadataStep(StepSource source, HistoryEntry history) implements Step {

    /** Says nothing: it makes no layer. */
    @Override
    public Digest definition() {
        return StepKeys.NOTHING;
    }

    @Override
    public List<ContextPath> contextPaths() {
        return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
