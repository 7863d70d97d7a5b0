package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings by their names, as the POM has them. */
@StartUp
final class Vocabulary {

    /** Elements of another plugin that many come from. */
    private static final Set<String> JIB = Set.of(
            "to",
            "container",
            "extraDirectories",
            "containerizingMode",
            "allowInsecureRegistries",
            "outputPaths",
            "dockerClient",
            "skaffold");

    private static final Map<String, Setting<?>> BY_NAME = byName();

    private Vocabulary() {}

    private static Map<String, Setting<?>> byName() {
        Map<String, Setting<?>> settings = new HashMap<>();
        for (Setting<?> setting : DrydockSettings.all()) {
            settings.put(setting.name(), setting);
        }
        return settings;
    }

    /** Null if there is none of that name. */
    static @Nullable Setting<?> find(String name) {
        return BY_NAME.get(name);
    }

    /** For an element that is no setting. */
    static BuildFailure unknown(String element, String where, boolean ofOneImage) {
        List<String> names = new ArrayList<>();
        if (ofOneImage) {
            names.add("name");
        }
        for (Setting<?> setting : DrydockSettings.all()) {
            if (!ofOneImage || setting.isOfOneImage()) {
                names.add(setting.name());
            }
        }
        return BuildFailure.ofBuild(
                "<" + element + "> is not an element of " + where,
                JIB.contains(element)
                        ? "It is one of Jib's: the page 'Coming from Jib' of the documentation lists the counterparts."
                        : "Did you mean <" + Nearest.of(element, names)
                                + ">? 'mvn drydock:help -Ddetail' lists them all.");
    }
}
