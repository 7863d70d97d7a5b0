package dev.drydock.java;

import java.nio.file.Path;

/**
 * Something of the class path that the application depends on.
 *
 * @param file a jar, or the class directory of a module that has none yet
 * @param group tells libraries apart whose files have the same name
 */
public record Library(Path file, String group, Kind kind) {

    /** Where it comes from, and so how often it changes: seldom first. */
    public enum Kind {
        RELEASE,
        SNAPSHOT,
        /** Of the build that is running. */
        MODULE
    }
}
