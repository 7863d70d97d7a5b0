package dev.drydock.solve;

import dev.drydock.plan.BuildPlan;
import dev.drydock.plan.MetadataStep;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.Step;
import dev.drydock.progress.BuildLog.StepName;
import java.util.ArrayList;
import java.util.List;

/** Names of a plan's steps in the log. Metadata has none: nothing is done for it. */
public final class StepNames {

    private StepNames() {}

    /** Stage after stage. */
    public static List<StepName> of(BuildPlan plan) {
        List<StepName> names = new ArrayList<>();
        for (StagePlan stage : plan.stages()) {
            names.addAll(of(plan, stage));
        }
        return names;
    }

    static List<StepName> of(BuildPlan plan, StagePlan stage) {
        String name = plan.stages().size() == 1 ? "" : stage.name();
        String label = (plan.label() + " " + name).strip();
        List<Step> steps = new ArrayList<>();
        for (Step step : stage.steps()) {
            if (!(step instanceof MetadataStep)) {
                steps.add(step);
            }
        }
        List<StepName> names = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            names.add(new StepName(
                    label, i + 1, steps.size(), steps.get(i).source().text()));
        }
        return names;
    }
}
