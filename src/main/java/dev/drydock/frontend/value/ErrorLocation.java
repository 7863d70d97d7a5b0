package dev.drydock.frontend.value;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.failure.BuildFailure;
import java.util.function.Supplier;

/** Gives what goes wrong with an instruction its place in the file. */
public final class ErrorLocation {

    private ErrorLocation() {}

    /** @throws BuildFailure with file, line and excerpt, for every {@link InstructionProblem} of the work */
    public static <T> T at(Dockerfile file, Instruction instruction, Supplier<T> work) {
        try {
            return work.get();
        } catch (InstructionProblem refusal) {
            if (refusal.failure() != null) {
                throw refusal.failure()
                        .within(file.fileName() + ":" + instruction.range().first());
            }
            throw file.failure(instruction.range(), refusal.message(), refusal.hint());
        }
    }

    public static void at(Dockerfile file, Instruction instruction, Runnable work) {
        at(file, instruction, () -> {
            work.run();
            return true;
        });
    }
}
