package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.image.BaseImage;
import dev.drydock.image.HistoryEntry;
import dev.drydock.plan.CopyStep;
import dev.drydock.plan.Input;
import dev.drydock.plan.StageBase;
import dev.drydock.plan.StepSource;
import java.util.List;

/** Something with files in it that a name means if it is no stage. */
sealed interface NamedRoot {

    /** As something to copy or mount from. */
    Input asInput();

    /** As the base of a stage. */
    StageBase asBase();

    /** The state of a stage on it before its first instruction. */
    StageState start(StageNode stage, PlanningContext planning);

    /** {@code scratch}. */
    record Nothing() implements NamedRoot {
        @Override
        public Input asInput() {
            return new Input.Empty();
        }

        @Override
        public StageBase asBase() {
            return new StageBase.Scratch();
        }

        @Override
        public StageState start(StageNode stage, PlanningContext planning) {
            return StageState.on(StartConfig.ofNothing(planning.target()));
        }
    }

    /** An image. */
    record Image(BaseImage image) implements NamedRoot {
        @Override
        public Input asInput() {
            return new Input.Image(image);
        }

        @Override
        public StageBase asBase() {
            return new StageBase.Image(image);
        }

        @Override
        public StageState start(StageNode stage, PlanningContext planning) {
            return StageState.on(StartConfig.of(image.config()));
        }
    }

    /** A named context that is a directory. As the base of a stage it is a root with a copy of it. */
    record Directory(String name) implements NamedRoot {
        @Override
        public Input asInput() {
            return new Input.Context(name);
        }

        @Override
        public StageBase asBase() {
            return new StageBase.Scratch();
        }

        @Override
        public StageState start(StageNode stage, PlanningContext planning) {
            return StageState.on(StartConfig.ofNothing(stage.platformOr(planning.target())))
                    .with(copied(stage, planning));
        }

        private CopyStep copied(StageNode stage, PlanningContext planning) {
            Instruction.From from = stage.stage().from();
            return CopyStep.of(
                            new StepSource(
                                    planning.file().fileName(),
                                    from.range().first(),
                                    from.statement().text()),
                            new HistoryEntry("COPY . / # buildkit", false),
                            List.of(new CopyStep.Source.Files(asInput(), ".")))
                    .intoDirectory(true)
                    .build();
        }
    }
}
