package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Words;
import dev.drydock.image.Platform;
import dev.drydock.plan.Input;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Things that the planners of one plan share.
 *
 * @param positions of the selected stages in the plan, by their number in the file
 * @param warnings collects what {@link dev.drydock.plan.BuildPlan#warnings} will say
 */
record PlanningContext(
        Dockerfile file,
        Words words,
        GlobalArguments globals,
        Platform target,
        StageTable stages,
        NamedRoots roots,
        Map<Integer, Integer> positions,
        List<String> warnings) {

    /** A word of an instruction with the stage's variables. */
    String expand(Instruction at, String text, StageState state) {
        return words.expand(at, text, state.variables()).value();
    }

    /** {@link #expand} of what may not be given; then "". */
    String expandIfGiven(Instruction at, @Nullable String text, StageState state) {
        return text == null ? "" : expand(at, text, state);
    }

    /** The input that COPY --from or a mount reads: the {@code stage}, or whatever else the word means. */
    Input input(@Nullable StageNode stage, String word) {
        if (stage == null) {
            return roots.find(word, target).asInput();
        }
        NamedContexts.Named replacement = stage.replacement();
        return replacement == null
                ? stageInput(stage)
                : roots.of(replacement, stage.platformOr(target)).asInput();
    }

    private Input stageInput(StageNode stage) {
        Integer position = positions.get(stage.number());
        if (position == null) {
            throw new IllegalStateException("stage " + stage.number() + " is read from but not selected");
        }
        return new Input.Stage(position);
    }
}
