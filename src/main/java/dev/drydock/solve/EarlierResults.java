package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of steps of a plan that could not be carried out to its end, for the plan that takes its place: as far as both are the
 * same, nothing is done and told twice. Used by several threads.
 */
final class EarlierResults {

    private final Map<Place, StepResult> before;
    private final Map<Place, StepResult> now = new ConcurrentHashMap<>();

    private record Place(List<Digest> below, Step step) {}

    private EarlierResults(Map<Place, StepResult> before) {
        this.before = before;
    }

    /** Of no plan. */
    static EarlierResults none() {
        return new EarlierResults(Map.of());
    }

    /** For the next plan: what has come of this one. */
    EarlierResults forNext() {
        return new EarlierResults(Map.copyOf(now));
    }

    /** Null for a step that no earlier plan had in this place. */
    @Nullable
    StepResult find(StageLayers below, Step step) {
        return before.isEmpty() ? null : before.get(new Place(below.identity(), step));
    }

    void add(StageLayers below, StepResult result) {
        now.put(new Place(below.identity(), result.step()), result);
    }
}
