package dev.drydock.maven.module;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.failure.BuildFailure;
import dev.drydock.image.Reference;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Images that modules built earlier in this run of Maven, by their names: others may start from them without a registry. */
@StartUp
public final class ReactorImages {

    private static final String NOTE = "drydock.images.built";

    private ReactorImages() {}

    /** For the modules to come. */
    public static void note(Invocation here, BuildResult built) {
        Map<String, Path> names = new LinkedHashMap<>();
        addNoted(here, names);
        for (Reference name : built.names()) {
            names.put(name.fullName(), built.layout());
        }
        here.notes().put(NOTE, Map.copyOf(names));
    }

    /**
     * Two images of a module cannot have a name in common; if two modules have it, that may be meant.
     *
     * @throws BuildFailure for another image of the same module
     */
    public static void refuseTaken(Invocation here, Settings settings, BuildRequest request) {
        Path layout = request.workspace().layout();
        Map<String, Path> ours = new LinkedHashMap<>();
        addNoted(here, ours);
        if (!ours.isEmpty() && isTaken(layout, request, ours)) {
            if (!settings.imageId().isEmpty()) {
                throw BuildFailure.ofBuild(
                        "The image " + settings.imageId() + " and another one of this module would both be kept in "
                                + layout,
                        "Remove drydock.layoutDirectory, or give each image another.");
            }
            settings.warn("The image " + request.names().get(0) + " takes the place of another of this build in "
                    + layout + "; several images of a module are <images><web>...</web><worker>...</worker></images>");
        }
        Map<String, Path> all = known(here);
        for (Reference name : request.names()) {
            if (!layout.equals(ours.getOrDefault(name.fullName(), layout))) {
                throw BuildFailure.ofBuild(
                        "Two images of this module are called " + name + ", and one of them is " + settings.imageId(),
                        "Give each a <name> that no tag makes the same.");
            }
            Path other = all.getOrDefault(name.fullName(), layout);
            if (!layout.equals(other)) {
                settings.warn("Two images of this build are called " + name + ", those in " + other + " and in "
                        + layout + ": the one that is pushed last keeps the name");
            }
        }
    }

    private static boolean isTaken(Path layout, BuildRequest request, Map<String, Path> ours) {
        boolean taken = false;
        for (Map.Entry<String, Path> image : ours.entrySet()) {
            taken |= image.getValue().equals(layout);
        }
        for (Reference name : request.names()) {
            taken &= !layout.equals(ours.get(name.fullName()));
        }
        return taken;
    }

    /** Images of the modules, this one included, that have been built. */
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
