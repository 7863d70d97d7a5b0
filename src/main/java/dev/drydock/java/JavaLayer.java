package dev.drydock.java;

import dev.drydock.plan.Mapping;
import dev.drydock.startup.StartUp;
import java.util.List;

/**
 * Files that change together.
 *
 * @param name as history tells it
 * @param into absolute directory in the image
 * @param released whether the files are the same wherever they are used, as those of released libraries and of a runtime are
 */
@StartUp
public record JavaLayer(String name, String into, List<Mapping> files, boolean released) {

    /** Files that the module's own build may change. */
    JavaLayer(String name, String into, List<Mapping> files) {
        this(name, into, files, false);
    }

    /** The same layer, of files that no build changes. */
    JavaLayer asReleased() {
        return new JavaLayer(name, into, files, true);
    }
}
