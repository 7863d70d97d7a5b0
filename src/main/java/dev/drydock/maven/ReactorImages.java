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
        if (here.notes().get(NOTE) instanceof Map<?, ?> known) {
            known.forEach((name, layout) -> names.put((String) name, (Path) layout));
        }
        built.names().forEach(name -> names.put(name.fullName(), built.layout()));
        here.notes().put(NOTE, Map.copyOf(names));
    }

    /** Of the modules, this one included, that have been built. */
    static Map<String, Path> known(Invocation here) {
        Map<String, Path> all = new LinkedHashMap<>();
        for (Invocation module : here.reactor()) {
            if (module.notes().get(NOTE) instanceof Map<?, ?> names) {
                names.forEach((name, layout) -> all.put((String) name, (Path) layout));
            }
        }
        return all;
    }

    static Optional<Path> find(Invocation here, Reference reference) {
        return Optional.ofNullable(known(here).get(reference.fullName()));
    }
}
