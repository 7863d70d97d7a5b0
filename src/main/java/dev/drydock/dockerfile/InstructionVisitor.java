package dev.drydock.dockerfile;

/**
 * One method a kind of instruction.
 *
 * @param <R> what they return
 */
public interface InstructionVisitor<R> {
    R visit(Instruction.From from);

    R visit(Instruction.Arg arg);

    R visit(Instruction.Env env);

    R visit(Instruction.Label label);

    R visit(Instruction.Run run);

    R visit(Instruction.Copy copy);

    R visit(Instruction.Add add);

    R visit(Instruction.Workdir workdir);

    R visit(Instruction.User user);

    R visit(Instruction.Cmd cmd);

    R visit(Instruction.Entrypoint entrypoint);

    R visit(Instruction.Expose expose);

    R visit(Instruction.Volume volume);

    R visit(Instruction.Shell shell);

    R visit(Instruction.StopSignal stopSignal);

    R visit(Instruction.Healthcheck healthcheck);

    R visit(Instruction.OnBuild onBuild);

    R visit(Instruction.Maintainer maintainer);
}
