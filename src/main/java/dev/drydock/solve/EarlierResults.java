package dev.drydock.solve;

import dev.drydock.image.Digest;
import dev.drydock.image.Layer;
import dev.drydock.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of steps of a plan that could not be carried out to its end, for the plan that takes its place: as far as both are the
 * same, nothing is done and told twice. Used by several threads.
 */
final class EarlierResults {

    private final List<Made> before;
    private final Queue<Made> now = new ConcurrentLinkedQueue<>();

    private record Made(List<Digest> below, StepResult result) {}

    private EarlierResults(List<Made> before) {
        this.before = before;
    }

    /** For a first plan, which has none before it. */
    static EarlierResults none() {
        return new EarlierResults(List.of());
    }

    /** For the next plan: what has come of this one and is stored. */
    EarlierResults forNext(LayerShelf shelf) {
        List<Made> stored = new ArrayList<>();
        for (Made made : now) {
            Layer layer = made.result.layer();
            if (layer == null) {
                stored.add(made);
            } else if (!shelf.isUnsettled(layer)) {
                stored.add(new Made(made.below, made.result.withLayer(shelf.settled(layer))));
            }
        }
        return new EarlierResults(stored);
    }

    /** Null for a step that no earlier plan had in this place. */
    @Nullable
    StepResult find(StageLayers below, Step step) {
        for (Made made : before) {
            if (made.below.equals(below.identity()) && made.result.step().equals(step)) {
                return made.result;
            }
        }
        return null;
    }

    void add(StageLayers below, StepResult result) {
        now.add(new Made(below.identity(), result));
    }
}
