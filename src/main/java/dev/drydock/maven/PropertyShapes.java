package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.Setting.Shape;
import java.util.List;
import java.util.Map;

/** Complains of properties named like a setting that no single property can hold: nobody would read them. */
final class PropertyShapes {

    private PropertyShapes() {}

    /** Only warns of those that nobody has typed: they may be somebody else's. @throws BuildFailure for {@code -D} */
    static void check(Vocabulary vocabulary, SettingSources sources) {
        for (Setting setting : vocabulary.all()) {
            String name = Vocabulary.PREFIX + setting.name();
            if (setting.shape() == Shape.MAP) {
                String key = setting.property();
                String hint = "Each name has a property of its own: " + key + "NAME.";
                check(sources, name, hint);
                check(sources, key.substring(0, key.length() - 1), hint);
            } else if (setting.shape() == Shape.IMAGES) {
                check(
                        sources,
                        name,
                        "Each image has properties of its own: " + name + ".web.name, " + name + ".web.from.");
            } else if (setting.property().isEmpty()) {
                check(sources, name, "Only a POM can say this: " + setting.example("value") + ".");
            }
        }
    }

    private static void check(SettingSources sources, String property, String hint) {
        if (sources.user().containsKey(property)) {
            throw BuildFailure.ofBuild("-D" + property + " changes nothing", hint);
        }
        for (Map<String, String> properties : List.of(sources.system(), sources.project())) {
            if (properties.containsKey(property)) {
                sources.log().warn("The property " + property + " changes nothing. " + hint);
            }
        }
    }
}
