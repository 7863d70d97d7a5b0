package dev.drydock.frontend;

import dev.drydock.dockerfile.Stage;
import dev.drydock.image.Platform;
import org.jspecify.annotations.Nullable;

/**
 * A stage with its FROM line understood.
 *
 * @param image what FROM names, expanded
 * @param platform that FROM asks for; null if it does not
 * @param base the stage that image is; null if it is none
 * @param replacement what stands in for this stage; its instructions are then of no interest
 */
record StageNode(
        Stage stage,
        String image,
        @Nullable Platform platform,
        @Nullable StageNode base,
        NamedContexts.@Nullable Named replacement) {

    int number() {
        return stage.number();
    }

    Platform platformOr(Platform otherwise) {
        return platform == null ? otherwise : platform;
    }

    /** For the log: its name as the user wrote it, or what Docker calls a stage that has none. */
    String title() {
        var name = stage.from().name();
        return name == null ? label() : name.written();
    }

    /** The name it is found under, or Docker's name for a stage that has none. */
    String label() {
        String name = stage.name();
        return name == null ? "stage-" + number() : name;
    }
}
