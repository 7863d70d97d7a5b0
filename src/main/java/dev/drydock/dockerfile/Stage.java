package dev.drydock.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A FROM and what follows it up to the next.
 *
 * @param number position in the file, counted from 0
 * @param instructions without the FROM
 */
public record Stage(int number, Instruction.From from, List<Instruction> instructions) {

    /** Lower-cased; null if the stage has no name. */
    public @Nullable String name() {
        var name = from.name();
        return name == null ? null : name.value();
    }
}
