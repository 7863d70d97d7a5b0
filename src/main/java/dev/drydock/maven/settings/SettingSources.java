package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.settings.Expressions.Replaced;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where values of settings come from. Expressions in them are replaced here. An expression that stands for nothing leaves the
 * setting as if it were not there, if it is all the value, as with parameters Maven injects; within a value it stays. Either is
 * warned of, except in what programs read, to which it may mean something; a name of an image with such a thing is refused.
 *
 * @param user what {@code -D} says
 * @param pom the plugin's configuration
 * @param base what relative paths are resolved against
 * @param log told which source each value came from, without the values of confidential settings
 */
@StartUp
public record SettingSources(
        Map<String, String> user,
        XmlElement pom,
        Map<String, String> system,
        Map<String, String> project,
        Path base,
        Expressions expressions,
        SettingsLog log) {

    /** @param origin for people: {@code -Ddrydock.target} */
    record Found(String text, String origin) {}

    /** The value the user gives with {@code -D}; null if there is none. */
    @Nullable
    Found fromUser(Setting<?> setting) {
        return property(user, setting, "-D" + setting.property());
    }

    /** The value of a property of the system, else of the project; null if there is none, or if the user gives one. */
    @Nullable
    Found fromProperties(Setting<?> setting) {
        if (user.containsKey(setting.property())) {
            return null; // Maven hands on what the user says as a property of the system, too
        }
        String origin = "property " + setting.property();
        Found found = property(system, setting, origin);
        return found != null ? found : property(project, setting, origin);
    }

    private @Nullable Found property(Map<String, String> properties, Setting<?> setting, String origin) {
        String value = properties.get(setting.property());
        String text = value == null ? null : text(setting, value, origin);
        return text == null ? null : new Found(text.trim(), origin);
    }

    /** By key. */
    Map<String, String> keyedFromUser(Setting<?> setting) {
        return keyed(user, setting, "-D");
    }

    /** By key; those of the system go before. */
    Map<String, String> keyedFromProperties(Setting<?> setting) {
        Map<String, String> found = keyed(project, setting, "property ");
        found.putAll(keyed(system, setting, "property "));
        return found;
    }

    private Map<String, String> keyed(Map<String, String> properties, Setting<?> setting, String origin) {
        Map<String, String> out = new TreeMap<>();
        String prefix = setting.property();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String name = property.getKey();
            boolean above = properties != user && user.containsKey(name);
            if (name.startsWith(prefix) && name.length() > prefix.length() && !above) {
                String text = text(setting, property.getValue(), origin + name);
                if (text != null) {
                    out.put(name.substring(prefix.length()), text);
                }
            }
        }
        return out;
    }

    /** The element, inside {@code <image>} or else beside it; null if there is none. */
    @Nullable
    XmlElement xml(Setting<?> setting) {
        XmlElement inside = inImage(setting);
        return inside != null ? inside : beside(setting);
    }

    @Nullable
    XmlElement beside(Setting<?> setting) {
        return settled(setting, pom.child(setting.name()));
    }

    @Nullable
    XmlElement inImage(Setting<?> setting) {
        XmlElement image = setting.shape() == Shape.IMAGE ? null : pom.child(DrydockSettings.IMAGE.name());
        return image == null ? null : settled(setting, image.child(setting.name()));
    }

    /** Whether anyone says anything of it; an empty {@code -D} takes back what others say. */
    boolean mention(Setting<?> setting) {
        if (setting.shape() != Shape.MAP && user.containsKey(setting.property())) {
            return says(setting, user);
        }
        XmlElement image = setting.shape() == Shape.IMAGE ? null : pom.child(DrydockSettings.IMAGE.name());
        return says(setting, image == null ? null : image.child(setting.name()))
                || says(setting, pom.child(setting.name()))
                || says(setting, user)
                || says(setting, system)
                || says(setting, project);
    }

    private static boolean says(Setting<?> setting, @Nullable XmlElement element) {
        return element != null && !element.isEmpty() && (!element.isNothing() || setting.isName());
    }

    private boolean says(Setting<?> setting, Map<String, String> properties) {
        if (setting.shape() != Shape.MAP) {
            String value = properties.get(setting.property());
            return value != null
                    && !value.isBlank()
                    && (setting.isName() || !expressions.replace(value).isNothing());
        }
        for (String name : properties.keySet()) {
            if (name.startsWith(setting.property())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String text(Setting<?> setting, String value, String origin) {
        Replaced replaced = setting.confidential() ? expressions.replaceOnce(value) : expressions.replace(value);
        if (replaced.unknown().isEmpty() || setting.isForPrograms()) {
            return replaced.text();
        }
        boolean nothing = replaced.isNothing();
        tell(setting, replaced.unknown(), nothing, origin);
        return nothing ? null : replaced.text();
    }

    /** Without elements whose text is one expression that stands for nothing. */
    private @Nullable XmlElement settled(Setting<?> setting, @Nullable XmlElement element) {
        if (element == null || setting.isForPrograms()) {
            return element;
        }
        if (!element.unknown().isEmpty()) {
            tell(setting, element.unknown(), element.isNothing(), "<" + setting.name() + "> in the POM");
        }
        if (element.isNothing()) {
            return null;
        }
        if (element.children().isEmpty()) {
            return element;
        }
        boolean image = setting.shape() == Shape.IMAGE;
        List<XmlElement> children = new ArrayList<>();
        for (XmlElement child : element.children()) {
            // Other settings inside are settled when they are looked for.
            XmlElement settled = image && !child.name().equals("name") ? child : settled(setting, child);
            if (settled != null && (child.child("value") == null || settled.child("value") != null)) {
                children.add(settled);
            }
        }
        return element.withChildren(children);
    }

    private void tell(Setting<?> setting, List<String> unknown, boolean nothing, String origin) {
        String name = unknown.get(0);
        String shown = setting.confidential() ? "an expression in it" : "${" + name + "}";
        if (setting.isName()) {
            throw BuildFailure.ofBuild(
                    origin + ": " + shown + " stands for nothing",
                    "Define " + name + ", by -D" + name + "=... or among the <properties> of the project.");
        }
        log.warn(origin + ": " + shown + " stands for nothing, so "
                + (nothing ? "it counts as not set" : "it stays as it is")
                + (setting.confidential()
                        ? ""
                        : "; define " + name + ", or write $${" + name + "} for the text itself"));
    }
}
