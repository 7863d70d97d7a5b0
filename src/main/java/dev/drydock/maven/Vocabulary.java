package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The settings there are, of all goals together, because configuration at the level of the plugin is handed to each goal.
 * It is read from the plugin's own descriptor, so the annotated fields of the goals are the only list.
 */
final class Vocabulary {

    static final String PREFIX = "drydock.";

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

    private static final Set<String> FOR_PROGRAMS = Set.of("run", "entrypoint", "cmd", "healthcheck", "args");
    private static final Set<String> NAMES = Set.of("image", "tags", "from");

    /** How a setting is written. */
    enum Shape {
        TEXT,
        FLAG,
        /** Elements in XML, commas in a property. */
        LIST,
        /** Elements in XML named by their key; one property a key, named in the singular. */
        MAP,
        /** One image: its name as text or as {@code <name>}, or any other setting inside. */
        IMAGE,
        /** Images by their names, each an element with any other setting inside. */
        IMAGES,
        /** Elements whose reader knows their names. */
        NESTED;

        boolean isText() {
            return this == TEXT || this == FLAG;
        }
    }

    /**
     * @param property what sets it on the command line, {@code drydock.target}; for a map what precedes the key,
     *     {@code drydock.buildArg.}
     */
    record Setting(
            String name,
            Shape shape,
            String property,
            @Nullable String defaultValue) {

        /** Whether its value must not be shown. */
        boolean confidential() {
            return isConfidential(name);
        }

        /** Whether shells and programs read its value, to which a {@code $} may mean something. */
        boolean isForPrograms() {
            return FOR_PROGRAMS.contains(name);
        }

        /** Whether images go by it, so that it must be right as a whole. */
        boolean isName() {
            return NAMES.contains(name);
        }
    }

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    Vocabulary(Collection<Setting> all) {
        for (Setting setting : all) {
            settings.put(setting.name(), setting);
        }
    }

    static Vocabulary of(PluginDescriptor plugin) {
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
        String property = expression == null || expression.isEmpty()
                ? PREFIX + name
                : expression.replace("${", "").replace("}", "");
        return new Setting(
                name, shape, shape == Shape.MAP ? keyPrefix(property) : property, parameter.getDefaultValue());
    }

    private static Shape shape(String name, String javaType) {
        return switch (javaType) {
            case "boolean" -> Shape.FLAG;
            case "java.util.List" -> Shape.LIST;
            case "java.util.Map" -> Shape.MAP;
            case "org.codehaus.plexus.configuration.PlexusConfiguration" ->
                name.equals("image") ? Shape.IMAGE : name.equals("images") ? Shape.IMAGES : Shape.NESTED;
            default -> Shape.TEXT;
        };
    }

    /** {@code drydock.buildArgs} to {@code drydock.buildArg.}. */
    static String keyPrefix(String property) {
        return (property.endsWith("s") ? property.substring(0, property.length() - 1) : property) + ".";
    }

    static boolean isConfidential(String name) {
        return name.equals("password");
    }

    Setting get(String name) {
        Setting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalArgumentException("no goal declares a parameter '" + name + "'");
        }
        return setting;
    }

    /** @throws BuildFailure naming an element no goal knows and the nearest one that there is */
    void check(XmlElement configuration) {
        for (XmlElement element : configuration.children()) {
            Setting setting = settings.get(element.name());
            if (setting == null) {
                throw unknown(element, "the configuration of the plugin", List.copyOf(settings.keySet()));
            }
            if (setting.shape() == Shape.IMAGE) {
                checkImage(element, "image");
            } else if (setting.shape() == Shape.IMAGES) {
                for (XmlElement each : element.children()) {
                    checkImage(each, each.name());
                }
            } else if (!element.children().isEmpty() && setting.shape().isText()) {
                throw BuildFailure.ofBuild(
                        "<" + element.name() + "> in the configuration of the plugin holds elements, but takes text",
                        "Write <" + element.name() + ">value</" + element.name() + ">.");
            }
        }
    }

    private void checkImage(XmlElement element, String shown) {
        for (XmlElement inner : element.children()) {
            if (!inner.name().equals("name") && !ofOneImage(inner.name())) {
                List<String> names = new ArrayList<>(settings.keySet());
                names.removeIf(name -> !ofOneImage(name));
                names.add(0, "name");
                throw unknown(inner, "<" + shown + ">", names);
            }
        }
    }

    private boolean ofOneImage(String name) {
        return settings.containsKey(name) && !name.equals("image") && !name.equals("images");
    }

    private static BuildFailure unknown(XmlElement element, String where, List<String> names) {
        return BuildFailure.ofBuild(
                "<" + element.name() + "> is no element of " + where,
                JIB.contains(element.name())
                        ? "It is one of Jib's: the README has a table of what is called how here, 'Coming from Jib'."
                        : "Did you mean <" + nearest(element.name(), names)
                                + ">? 'mvn drydock:help -Ddetail' lists them all.");
    }

    /** What is wrong with a property given on the command line, if its name is one of ours by prefix only. */
    Optional<String> complaint(String property) {
        if (!property.startsWith(PREFIX)) {
            return Optional.empty();
        }
        for (Setting setting : settings.values()) {
            if (setting.shape() == Shape.IMAGES && property.startsWith(setting.property() + ".")) {
                return Optional.empty();
            }
            if (setting.shape() == Shape.MAP
                    ? property.startsWith(setting.property())
                    : property.equals(setting.property())) {
                return Optional.empty();
            }
        }
        String nearest = nearest(
                property, settings.values().stream().map(Setting::property).toList());
        return Optional.of(
                "-D" + property + " is no property of Drydock and changes nothing; did you mean -D" + nearest + "?");
    }

    static String nearest(String wrong, List<String> right) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : right) {
            int distance =
                    distance(wrong.toLowerCase(java.util.Locale.ROOT), candidate.toLowerCase(java.util.Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
