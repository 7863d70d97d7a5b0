package dev.drydock.maven.settings;

import dev.drydock.engine.ResultProperties;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Complains of properties that are ours by their prefix and that nobody reads. */
@StartUp
final class PropertyNames {

    /** So many letters may be wrong in a name of the project's own; further off it is taken for somebody else's. */
    private static final int NEAR = 2;

    /** A build sets them, as each goal after it finds. */
    private static final Set<String> RESULTS =
            Set.of(ResultProperties.REFERENCE, ResultProperties.DIGEST, ResultProperties.IMAGE_ID);

    private final SettingSources sources;

    private PropertyNames(SettingSources sources) {
        this.sources = sources;
    }

    /**
     * Warns, as far as it is not certain that the property is meant for us.
     *
     * @throws BuildFailure for {@code -D} with a name that can hold no setting, such as that of a map
     */
    static void check(SettingSources sources) {
        var names = new PropertyNames(sources);
        names.refuseMisshapen();
        for (String property : sources.user().keySet()) {
            Optional<String> complaint = complaint(property);
            if (complaint.isPresent()) {
                sources.log().warn(complaint.get());
            }
        }
        for (String property : sources.project().keySet()) {
            if (property.startsWith(Setting.PREFIX) && !RESULTS.contains(property)) {
                names.tellOfMisspelt(property);
            }
        }
    }

    /** The error in a property given on the command line; empty if there is none, or it is not ours. */
    static Optional<String> complaint(String property) {
        List<String> names = others(property);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("-D" + property + " is no property of Drydock and changes nothing; did you mean -D"
                        + Nearest.of(property, names) + "?");
    }

    /** The names that may have been meant; none if this one is right, or not ours. */
    private static List<String> others(String property) {
        if (!property.startsWith(Setting.PREFIX)) {
            return List.of();
        }
        int dot = property.startsWith(SeveralImages.PREFIX) ? property.indexOf('.', SeveralImages.PREFIX.length()) : -1;
        String plain = dot < 0 ? property : Setting.PREFIX + property.substring(dot + 1);
        String before = dot < 0 ? Setting.PREFIX : property.substring(0, dot + 1);
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : DrydockSettings.all()) {
            if (!setting.property().isEmpty() && (dot < 0 || setting.isOfOneImage())) {
                if (setting.shape() == Shape.MAP
                        ? plain.startsWith(setting.property())
                        : plain.equals(setting.property())) {
                    return List.of();
                }
                names.add(before + setting.property().substring(Setting.PREFIX.length()));
            }
        }
        if (dot >= 0) {
            if (plain.equals(Setting.PREFIX + "name")) {
                return List.of();
            }
            names.add(before + "name");
        }
        return names;
    }

    private void tellOfMisspelt(String property) {
        String nearest = Nearest.near(property, others(property), NEAR);
        if (nearest != null) {
            sources.log()
                    .warn("The property " + property + " changes nothing in Drydock; did you mean " + nearest + "?");
        }
    }

    private void refuseMisshapen() {
        for (Setting<?> setting : DrydockSettings.all()) {
            String name = Setting.PREFIX + setting.name();
            if (setting.shape() == Shape.MAP) {
                String key = setting.property();
                String hint = "Each name has a property of its own: " + key + "NAME.";
                refuseMisshapen(name, hint);
                refuseMisshapen(key.substring(0, key.length() - 1), hint);
            } else if (setting.shape() == Shape.IMAGES) {
                refuseMisshapen(
                        name, "Each image has properties of its own: " + name + ".web.name, " + name + ".web.from.");
            } else if (setting.property().isEmpty()) {
                refuseMisshapen(name, "Only a POM can say this: " + setting.example("value") + ".");
            }
        }
    }

    /** One that nobody has typed may be somebody else's. */
    private void refuseMisshapen(String property, String hint) {
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
