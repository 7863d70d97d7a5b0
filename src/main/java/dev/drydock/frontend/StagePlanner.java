package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.image.HistoryEntry;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StagePlan;
import dev.drydock.plan.StepSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans stages in their order, each starting from the image or the state of the stage it is based on. */
final class StagePlanner {

    private final Planning planning;
    private final InstructionPlanner instructions;
    private final Map<Integer, StageState> ends = new HashMap<>();

    StagePlanner(Planning planning) {
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
        if (selected.root() instanceof NamedRoot.Image image) {
            return StageState.on(StartConfig.of(image.image().config()));
        }
        if (selected.root() instanceof NamedRoot.Directory directory) {
            var platform = selected.node().platformOr(planning.target());
            return StageState.on(StartConfig.ofNothing(platform)).with(wholeDirectory(selected.node(), directory));
        }
        return StageState.on(StartConfig.ofNothing(planning.target()));
    }

    private StageBase origin(StageSelection.Selected selected) {
        StageNode base = selected.node().base();
        if (base != null) {
            return new StageBase.Stage(planning.positions().getOrDefault(base.number(), -1));
        }
        return selected.root() instanceof NamedRoot.Image image
                ? new StageBase.Image(image.image())
                : new StageBase.Scratch();
    }

    /** A directory as the base of a stage is a root with a copy of it. */
    private CopyStep wholeDirectory(StageNode node, NamedRoot.Directory directory) {
        Instruction.From from = node.stage().from();
        return new CopyStep(
                new StepSource(
                        planning.file().fileName(),
                        from.range().first(),
                        from.statement().text()),
                new HistoryEntry("COPY . / # buildkit", false),
                List.of(new CopyStep.Source.Files(new Input.Context(directory.name()), ".")),
                "/",
                true,
                null,
                null,
                false,
                false,
                List.of(),
                CopyStep.Unpack.NEVER,
                false);
    }
}
