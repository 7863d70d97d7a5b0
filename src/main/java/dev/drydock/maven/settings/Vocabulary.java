package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.maven.settings.Setting.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The settings there are, of all goals together, because configuration at the level of the plugin is handed to each goal.
 * It is read from the plugin's own descriptor, so the annotated fields of the goals are the only list.
 */
public final class Vocabulary {

    public static final String PREFIX = "drydock.";

    /** Elements of another plugin that many come from. */
    private static final Set<String> JIB = Set.of(
            "to",
            "container",
            "extraDirectories",
            "containerizingMode",
            "allowInsecureRegistries",
            "outputPaths",
            "dockerClient",
            "pluginExtensions",
            "skaffold");

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    public Vocabulary(Collection<Setting> all) {
        for (Setting setting : all) {
            settings.put(setting.name(), setting);
        }
    }

    public static Vocabulary of(PluginDescriptor plugin) {
        Map<String, Setting> found = new LinkedHashMap<>();
        for (MojoDescriptor mojo : plugin.getMojos()) {
            List<Parameter> parameters = mojo.getParameters();
            if (parameters == null || mojo.getGoal().equals("help")) {
                continue;
            }
            for (Parameter parameter : parameters) {
                if (parameter.isEditable()) {
                    found.putIfAbsent(parameter.getName(), setting(parameter));
                }
            }
        }
        return new Vocabulary(found.values());
    }

    private static Setting setting(Parameter parameter) {
        String name = parameter.getName();
        Shape shape = shape(name, parameter.getType());
        String expression = parameter.getExpression();
        String property = expression == null ? "" : expression.replace("${", "").replace("}", "");
        return new Setting(
                name, shape, shape == Shape.MAP ? keyPrefix(PREFIX + name) : property, parameter.getDefaultValue());
    }

    private static Shape shape(String name, String javaType) {
        return switch (javaType) {
            case "boolean", "java.lang.Boolean" -> Shape.FLAG;
            case "java.util.List" -> Shape.LIST;
            case "java.util.Map" -> Shape.MAP;
            case "org.codehaus.plexus.configuration.PlexusConfiguration" ->
                name.equals("image") ? Shape.IMAGE : name.equals("images") ? Shape.IMAGES : Shape.NESTED;
            default -> Shape.TEXT;
        };
    }

    /** {@code drydock.buildArgs} to {@code drydock.buildArg.}. */
    public static String keyPrefix(String property) {
        return (property.endsWith("s") ? property.substring(0, property.length() - 1) : property) + ".";
    }

    Setting get(String name) {
        Setting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalArgumentException("no goal declares a parameter '" + name + "'");
        }
        return setting;
    }

    /** Null if there is none of that name. */
    @Nullable
    Setting find(String name) {
        return settings.get(name);
    }

    Collection<Setting> all() {
        return settings.values();
    }

    /** For an element that is no setting. */
    BuildFailure unknown(String element, String where, boolean ofOneImage) {
        List<String> names = new ArrayList<>();
        if (ofOneImage) {
            names.add("name");
        }
        for (Setting setting : settings.values()) {
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
