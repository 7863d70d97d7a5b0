package dev.drydock.java;

import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Something of the class path that the application depends on.
 *
 * @param file a jar, or the class directory of a module that has none yet
 * @param group tells libraries apart whose files have the same name
 */
@StartUp
public record Library(Path file, String group, Kind kind) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Library library
                && file.equals(library.file)
                && group.equals(library.group)
                && kind == library.kind;
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    /** Where it comes from, and so how often it changes: seldom first. */
    public enum Kind {
        RELEASE,
        SNAPSHOT,
        /** A module of the build that is running. */
        MODULE
    }
}
