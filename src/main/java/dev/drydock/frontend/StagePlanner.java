package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StagePlan;
import java.util.HashMap;
import java.util.Map;

/** Plans stages in their order, each starting from the image or the state of the stage it is based on. */
final class StagePlanner {

    private final PlanningContext planning;
    private final InstructionPlanner instructions;
    private final Map<Integer, StageState> ends = new HashMap<>();

    StagePlanner(PlanningContext planning) {
        this.planning = planning;
        this.instructions = new InstructionPlanner(planning);
    }

    StagePlan plan(StageSelection.Selected selected) {
        StageState state = start(selected);
        for (Instruction trigger : selected.triggers()) {
            state = instructions.plan(trigger, true, state);
        }
        if (selected.node().replacement() == null) {
            for (Instruction instruction : selected.node().stage().instructions()) {
                state = instructions.plan(instruction, false, state);
            }
        }
        StageState end = state.ended();
        ends.put(selected.node().number(), end);
        return new StagePlan(
                selected.node().title(),
                origin(selected),
                end.steps().toList(),
                end.config().image());
    }

    private StageState start(StageSelection.Selected selected) {
        StageNode base = selected.node().base();
        if (base != null) {
            StageState end = ends.get(base.number());
            if (end == null) {
                throw new IllegalStateException("stage " + base.number() + " is planned too late");
            }
            return end.derived();
        }
        return root(selected).start(selected.node(), planning);
    }

    private StageBase origin(StageSelection.Selected selected) {
        StageNode base = selected.node().base();
        if (base != null) {
            return new StageBase.Stage(planning.positions().getOrDefault(base.number(), -1));
        }
        return root(selected).asBase();
    }

    private static NamedRoot root(StageSelection.Selected selected) {
        NamedRoot root = selected.root();
        if (root == null) {
            throw new IllegalStateException("a stage on neither a stage nor anything else");
        }
        return root;
    }
}
