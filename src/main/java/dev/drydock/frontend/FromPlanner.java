package dev.drydock.frontend;

import dev.drydock.dockerfile.Instruction;
import dev.drydock.dockerfile.Stage;
import dev.drydock.dockerfile.Words;
import dev.drydock.dockerfile.text.Expansion;
import dev.drydock.failure.Nearest;
import dev.drydock.frontend.value.InstructionProblem;
import dev.drydock.image.Platform;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands FROM lines: their variables, their platform, and what stands in for the stage. */
final class FromPlanner {

    private final Words words;
    private final GlobalArguments globals;
    private final NamedContexts contexts;

    FromPlanner(Words words, GlobalArguments globals, NamedContexts contexts) {
        this.words = words;
        this.globals = globals;
        this.contexts = contexts;
    }

    /**
     * The image that the line names, expanded.
     *
     * @throws InstructionProblem if nothing is left of it
     */
    String image(Instruction.From from) {
        Expansion image = words.expand(from, from.image(), globals.variables());
        if (image.value().isEmpty()) {
            throw new InstructionProblem(
                    "FROM " + from.image() + " names no image: it is empty after expansion",
                    declareHint(image.unset()));
        }
        return image.value();
    }

    StageNode node(Stage stage, String image, @Nullable StageNode base) {
        String name = stage.name();
        NamedContexts.Named replacement = name == null ? null : contexts.find(name);
        return replacement == null
                ? new StageNode(stage, image, platform(stage.from()), base, null)
                : new StageNode(stage, image, platform(stage.from()), null, replacement);
    }

    private @Nullable Platform platform(Instruction.From from) {
        String written = from.platform();
        if (written == null || written.isEmpty()) {
            return null;
        }
        Expansion platform = words.expand(from, written, globals.variables());
        if (platform.value().isEmpty()) {
            throw new InstructionProblem(
                    "--platform=" + written + " is empty after expansion", declareHint(platform.unset()));
        }
        try {
            return Platform.parse(platform.value());
        } catch (IllegalArgumentException e) {
            throw new InstructionProblem(
                    "--platform=" + written + ": " + e.getMessage(), declareHint(platform.unset()));
        }
    }

    private @Nullable String declareHint(Set<String> unset) {
        for (String name : unset) {
            String near = Nearest.question(name, globals.values().values().keySet());
            if (near != null) {
                return near;
            }
            if (!globals.declared().contains(name)) {
                return "FROM sees only ARGs declared before the first FROM: put 'ARG " + name + "=...' there.";
            }
            return "ARG " + name + " has no value: give it a default, or pass a build argument of that name.";
        }
        return null;
    }
}
