package dev.drydock.plan;

import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import java.util.List;
import java.util.Map;

/**
 * Puts a file into the image that no build can make: it was recorded while a container of this very image, without the file, was
 * in use. Until there is one for exactly the layers below, a plan with such a step has to have a {@link BuildPlan#fallback}.
 *
 * @param recording the command whose use is recorded
 * @param env its environment
 * @param path of the file in the image, absolute and cleaned
 */
public record RecordedStep(
        StepSource source, HistoryEntry history, List<String> recording, Map<String, String> env, String path)
        implements Step {

    @Override
    public Digest definition() {
        return StepKeys.recorded(List.of(), this, "", null);
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
