package dev.drydock.dockerfile.lint;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Stage;
import dev.drydock.failure.BuildFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stages checked so far, and what those on top of them begin with. */
final class LintStates {

    private final Dockerfile file;
    private final LintInputs inputs;
    private final FromChecks from;
    private final Map<String, LintState> named = new HashMap<>();

    LintStates(Dockerfile file, LintInputs inputs, FromChecks from) {
        this.file = file;
        this.inputs = inputs;
        this.from = from;
    }

    LintState begin(Stage stage, LintWords words) {
        String image = from.image(stage.from());
        var parent = named.get(image);
        LintState state;
        List<String> triggers = List.of();
        if (parent != null) {
            state = LintState.on(parent);
            triggers = parent.triggers();
        } else {
            boolean scratch = image.equals("scratch");
            var base = scratch ? null : inputs.bases().find(image, from.platform(stage.from()));
            if (base != null) {
                from.checkBase(stage.from(), base);
                triggers = base.triggers();
            }
            state = LintState.on(base, scratch || base != null, from, words);
        }
        for (var trigger : triggers) {
            fire(trigger, stage, state);
        }
        String name = stage.name();
        if (name != null) {
            named.put(name, state);
        }
        return state;
    }

    private void fire(String trigger, Stage stage, LintState state) {
        try {
            state.apply(Instruction.parseTrigger(trigger, file, stage.from()));
        } catch (BuildFailure leftToTheBuild) {
            // The build stops at it with a better message than a check could give.
        }
    }
}
