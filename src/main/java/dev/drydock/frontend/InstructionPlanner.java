package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.InstructionVisitor;
import dev.drydock.frontend.value.ErrorLocation;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.plan.StepSource;

/** One instruction applied to a stage: hands it to the planner of its family. */
final class InstructionPlanner {

    private final PlanningContext planning;
    private final VariablePlanner variables;
    private final RunPlanner runs;
    private final CopyPlanner copies;
    private final ConfigPlanner configs;
    private final CommandPlanner commands = new CommandPlanner();

    InstructionPlanner(PlanningContext planning) {
        this.planning = planning;
        this.variables = new VariablePlanner(planning);
        this.runs = new RunPlanner(planning);
        this.copies = new CopyPlanner(planning);
        this.configs = new ConfigPlanner(planning);
    }

    /** @param trigger it comes from ONBUILD of what the stage starts from */
    StageState plan(Instruction instruction, boolean trigger, StageState state) {
        StepSource source = new StepSource(
                planning.file().fileName(),
                instruction.range().first(),
                (trigger ? "ONBUILD " : "") + instruction.statement().text());
        return ErrorLocation.at(planning.file(), instruction, () -> instruction.accept(new Dispatch(source, state)));
    }

    private final class Dispatch implements InstructionVisitor<StageState> {

        private final StepSource source;
        private final StageState state;

        Dispatch(StepSource source, StageState state) {
            this.source = source;
            this.state = state;
        }

        @Override
        public StageState visit(Instruction.From from) {
            throw new InstructionProblem("FROM within a stage");
        }

        @Override
        public StageState visit(Instruction.Arg arg) {
            return variables.arg(arg, source, state);
        }

        @Override
        public StageState visit(Instruction.Env env) {
            return variables.env(env, source, state);
        }

        @Override
        public StageState visit(Instruction.Label label) {
            return configs.label(label, source, state);
        }

        @Override
        public StageState visit(Instruction.Run run) {
            return runs.run(run, source, state);
        }

        @Override
        public StageState visit(Instruction.Copy copy) {
            return copies.copy(copy, source, state);
        }

        @Override
        public StageState visit(Instruction.Add add) {
            return copies.add(add, source, state);
        }

        @Override
        public StageState visit(Instruction.Workdir workdir) {
            return configs.workdir(workdir, source, state);
        }

        @Override
        public StageState visit(Instruction.User user) {
            return configs.user(user, source, state);
        }

        @Override
        public StageState visit(Instruction.Cmd cmd) {
            return commands.cmd(cmd, source, state);
        }

        @Override
        public StageState visit(Instruction.Entrypoint entrypoint) {
            return commands.entrypoint(entrypoint, source, state);
        }

        @Override
        public StageState visit(Instruction.Expose expose) {
            return configs.expose(expose, source, state);
        }

        @Override
        public StageState visit(Instruction.Volume volume) {
            return configs.volume(volume, source, state);
        }

        @Override
        public StageState visit(Instruction.Shell shell) {
            return commands.shell(shell, source, state);
        }

        @Override
        public StageState visit(Instruction.StopSignal stopSignal) {
            return configs.stopSignal(stopSignal, source, state);
        }

        @Override
        public StageState visit(Instruction.Healthcheck healthcheck) {
            return commands.healthcheck(healthcheck, source, state);
        }

        @Override
        public StageState visit(Instruction.OnBuild onBuild) {
            return configs.onBuild(onBuild, state);
        }

        @Override
        public StageState visit(Instruction.Maintainer maintainer) {
            return configs.maintainer(maintainer, source, state);
        }
    }
}
