package dev.drydock.frontend;

import dev.drydock.dockerfile.Dockerfile;
import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Stage;
import dev.drydock.dockerfile.Words;
import dev.drydock.dockerfile.text.Environment;
import dev.drydock.frontend.value.ErrorLocation;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.plan.CopyStep;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stage that {@code SOURCE_DATE_EPOCH} names: its time is that of the one thing it takes from the network, so that it may
 * hold nothing else.
 */
final class SourceStage {

    private static final String RULE =
            "A stage whose time is wanted is FROM scratch, ARGs, and one ADD of one address or repository.";

    private final Words words;
    private final Map<String, String> given;
    private Environment env;
    private CopyStep.@Nullable Source source;

    private SourceStage(Words words, GlobalArguments globals) {
        this.words = words;
        this.given = globals.given();
        this.env = globals.values().without(SourceDateEpoch.NAME);
    }

    /** @throws dev.drydock.failure.BuildFailure if the stage is not of that kind */
    static CopyStep.Source of(Stage stage, Dockerfile file, Words words, GlobalArguments globals) {
        SourceStage found = new SourceStage(words, globals);
        ErrorLocation.at(file, stage.from(), () -> found.from(stage.from()));
        for (Instruction instruction : stage.instructions()) {
            ErrorLocation.at(file, instruction, () -> found.take(instruction));
        }
        return ErrorLocation.at(file, stage.from(), () -> found.source());
    }

    private void from(Instruction.From from) {
        if (!words.expand(from, from.image(), env).value().equals("scratch")) {
            throw refused("it is not FROM scratch");
        }
    }

    private void take(Instruction instruction) {
        if (instruction instanceof Instruction.Arg arg) {
            declare(arg);
        } else if (instruction instanceof Instruction.Add add && source == null) {
            source = remote(add);
        } else {
            throw refused("it does more than download one thing");
        }
    }

    private void declare(Instruction.Arg arg) {
        for (Instruction.Arg.Declaration declaration : arg.declarations()) {
            String value = given.get(declaration.name());
            if (value == null && declaration.value() != null) {
                value = words.expand(arg, declaration.value(), env).value();
            }
            if (value != null && !declaration.name().equals(SourceDateEpoch.NAME)) {
                env = env.with(declaration.name(), value);
            }
        }
    }

    private CopyStep.Source remote(Instruction.Add add) {
        if (add.sources().size() != 1 || !add.inlineSources().isEmpty()) {
            throw refused("this ADD has several sources");
        }
        String path = words.expand(add, add.sources().get(0), env).value();
        if (!GitSource.looksRemote(path)) {
            throw refused("'" + path + "' is no address");
        }
        String checksum = add.checksum() == null
                ? null
                : words.expand(add, add.checksum(), env).value();
        return CopyPlanner.addSource(path, add, checksum == null || checksum.isEmpty() ? null : checksum);
    }

    private CopyStep.Source source() {
        if (source == null) {
            throw refused("it downloads nothing");
        }
        return source;
    }

    private static InstructionProblem refused(String why) {
        return new InstructionProblem(SourceDateEpoch.NAME + " names this stage: " + why, RULE);
    }
}
