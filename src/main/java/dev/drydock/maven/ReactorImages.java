package dev.drydock.maven;

import dev.drydock.build.BuildResult;
import dev.drydock.image.Reference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Images that modules built earlier in this run of Maven, by their names: others may start from them without a registry. */
final class ReactorImages {

    private static final String NOTE = "drydock.images.built";

    private ReactorImages() {}

    /** For the modules to come. */
    static void note(Invocation here, BuildResult built) {
        Map<String, Path> names = new LinkedHashMap<>();
        addNoted(here, names);
        for (Reference name : built.names()) {
            names.put(name.fullName(), built.layout());
        }
        here.notes().put(NOTE, Map.copyOf(names));
    }

    /** Of the modules, this one included, that have been built. */
    static Map<String, Path> known(Invocation here) {
        Map<String, Path> all = new LinkedHashMap<>();
        for (Invocation module : here.reactor()) {
            addNoted(module, all);
        }
        return all;
    }

    private static void addNoted(Invocation module, Map<String, Path> names) {
        if (module.notes().get(NOTE) instanceof Map<?, ?> noted) {
            for (Map.Entry<?, ?> entry : noted.entrySet()) {
                names.put((String) entry.getKey(), (Path) entry.getValue());
            }
        }
    }

    static Optional<Path> find(Invocation here, Reference reference) {
        return Optional.ofNullable(known(here).get(reference.fullName()));
    }
}
