package dev.drydock.plan;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.util.List;

/**
 * Makes a directory and its parents, 0755, unless it is there. Makes a layer even if it is, as BuildKit does.
 *
 * @param path absolute, cleaned, not "/"
 * @param user as USER wrote it; owner of what is made; "" is root
 */
public record WorkdirStep(StepSource source, HistoryEntry history, String path, String user) implements Step {

    @Override
    public Digest definition() {
        return StepKeys.workdir(List.of(), this, null);
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
