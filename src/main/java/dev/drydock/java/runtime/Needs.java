package dev.drydock.java.runtime;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Everything an application needs to run.
 *
 * @param modules of the JDK, sorted
 * @param libraries shared libraries of the system that the native libraries in its jars load, by name, sorted
 */
record Needs(List<String> modules, List<String> libraries) {

    static Needs of(Collection<String> modules, Collection<String> libraries) {
        return new Needs(List.copyOf(new TreeSet<>(modules)), List.copyOf(new TreeSet<>(libraries)));
    }

    static Needs all(Collection<Needs> parts) {
        var modules = new TreeSet<String>();
        var libraries = new TreeSet<String>();
        for (Needs each : parts) {
            modules.addAll(each.modules);
            libraries.addAll(each.libraries);
        }
        return of(modules, libraries);
    }
}
