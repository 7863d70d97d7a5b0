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
record RuntimeNeeds(List<String> modules, List<String> libraries) {

    static RuntimeNeeds of(Collection<String> modules, Collection<String> libraries) {
        return new RuntimeNeeds(List.copyOf(new TreeSet<>(modules)), List.copyOf(new TreeSet<>(libraries)));
    }

    static RuntimeNeeds all(Collection<RuntimeNeeds> parts) {
        var modules = new TreeSet<String>();
        var libraries = new TreeSet<String>();
        for (RuntimeNeeds each : parts) {
            modules.addAll(each.modules);
            libraries.addAll(each.libraries);
        }
        return of(modules, libraries);
    }
}
