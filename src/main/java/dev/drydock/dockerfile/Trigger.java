package dev.drydock.dockerfile;

/** Reads ONBUILD triggers when they fire. */
final class Trigger {

    private Trigger() {}

    static Instruction parse(String trigger, Dockerfile file, Instruction.From base) {
        StatementReader.Failures failures = (range, message, hint) -> file.failure(
                base.range(), "the ONBUILD trigger \"" + trigger + "\" of " + base.image() + ": " + message, hint);
        var reader = new StatementReader(trigger, failures);
        var instructions = new InstructionReader(reader, failures, base.range());
        var instruction = instructions.next();
        if (instruction == null || instruction instanceof Instruction.From || instructions.next() != null) {
            throw failures.failure(
                    base.range(),
                    "it is not one instruction a stage can hold",
                    "Repair the base image, or use another one.");
        }
        return instruction;
    }
}
