package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.startup.StartUp;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the configuration in the POM says in a shape nobody reads: it would be dropped without a word. Text between
 * elements cannot be seen here, since Maven's own parser drops it.
 */
@StartUp
public final class ConfigurationShapes {

    private static final String PLUGIN = "the configuration of the plugin";

    private ConfigurationShapes() {}

    /** @throws BuildFailure naming the first element that cannot be understood, and how to write it */
    static void check(XmlElement configuration) {
        settings(configuration, PLUGIN, false);
    }

    private static void settings(XmlElement holder, String where, boolean ofOneImage) {
        for (XmlElement element : holder.children()) {
            if (ofOneImage && element.name().equals("name")) {
                text(element, where);
                continue;
            }
            Setting<?> setting = Vocabulary.find(element.name());
            if (setting == null || ofOneImage && !setting.isOfOneImage()) {
                throw Vocabulary.unknown(element.name(), where, ofOneImage);
            }
            setting(setting, element, where);
        }
        refuseRepeated(
                holder,
                where,
                ofOneImage || holder.child(DrydockSettings.IMAGE.name()) == null
                        ? "Write it once."
                        : "Write it once; several images are <images><web><name>me/web</name></web>...</images>.");
    }

    private static void setting(Setting<?> setting, XmlElement element, String where) {
        refuseAttributes(element, where, hint(setting));
        Shape shape = setting.shape();
        if (shape == Shape.LIST) {
            list(setting, element, where);
        } else if (shape == Shape.MAP) {
            map(setting, element, where);
        } else if (shape == Shape.IMAGE) {
            settings(element, "<image>", true);
        } else if (shape == Shape.IMAGES) {
            images(element, where);
        } else if (shape == Shape.NESTED) {
            NestedShapes.check(setting, element, where);
        } else {
            text(element, where);
        }
    }

    static void text(XmlElement element, String where) {
        if (!element.children().isEmpty()) {
            throw BuildFailure.ofBuild(
                    shown(element, where) + " holds elements, but takes text",
                    "Write <" + element.name() + ">value</" + element.name() + ">.");
        }
        refuseAttributes(element, where, "Write <" + element.name() + ">value</" + element.name() + ">.");
    }

    static void list(Setting<?> setting, XmlElement element, String where) {
        String first = null;
        for (XmlElement item : element.children()) {
            refuseAttributes(item, "<" + setting.name() + ">", hint(setting));
            if (!item.children().isEmpty()) {
                throw BuildFailure.ofBuild(
                        shown(item, "<" + setting.name() + ">") + " holds elements, but takes text", hint(setting));
            }
            if (item.isEmpty() && !setting.isForPrograms() && !setting.isUsualItem(item.name())) {
                throw BuildFailure.ofBuild(
                        shown(item, "<" + setting.name() + ">") + " is empty",
                        "Write " + setting.example(item.name()) + ".");
            }
            first = first == null ? item.name() : first;
            if (!item.name().equals(first) && !isAppended(element)) {
                throw BuildFailure.ofBuild(
                        shown(element, where) + " is a list, but has elements of different names, <" + first + "> and <"
                                + item.name() + ">",
                        hint(setting));
            }
        }
    }

    static void map(Setting<?> setting, XmlElement element, String where) {
        if (element.children().isEmpty() && !element.isEmpty()) {
            throw BuildFailure.ofBuild(
                    shown(element, where) + " holds text, but takes an element for each name", hint(setting, element));
        }
        String inMap = "<" + setting.name() + ">";
        for (XmlElement entry : element.children()) {
            String hint = hint(setting, entry);
            refuseAttributes(entry, inMap, hint);
            if (entry.child("name") != null) {
                property(entry, inMap, hint);
            } else if (!entry.children().isEmpty()) {
                throw BuildFailure.ofBuild(
                        shown(entry, inMap) + " holds elements, but takes text",
                        hint + " A name that no element can have goes into"
                                + " <property><name>a/b</name><value>value</value></property>.");
            } else if (setting.isUsualItem(entry.name())
                    && entry.text() != null
                    && entry.text().contains("=")) {
                throw BuildFailure.ofBuild(
                        inMap + " is not a list: <" + entry.name() + "> there would be the name of a value", hint);
            }
        }
        if (!isAppended(element) && !areProperties(element)) {
            refuseRepeated(element, inMap, "Each element is named as what it sets. " + hint(setting));
        }
    }

    private static void property(XmlElement entry, String where, String hint) {
        for (XmlElement part : entry.children()) {
            if (!part.name().equals("name") && !part.name().equals("value")) {
                throw BuildFailure.ofBuild(
                        shown(part, "<" + entry.name() + ">") + " is neither the name nor the value", hint);
            }
            text(part, "<" + entry.name() + ">");
        }
        if (entry.textOf("name").isEmpty()) {
            throw BuildFailure.ofBuild(shown(entry, where) + " has no name", hint);
        }
        refuseRepeated(entry, "<" + entry.name() + ">", "Write it once.");
    }

    private static boolean areProperties(XmlElement map) {
        return !map.children().isEmpty() && map.children().get(0).child("name") != null;
    }

    private static void images(XmlElement element, String where) {
        if (element.children().isEmpty() && !element.isEmpty()) {
            throw BuildFailure.ofBuild(
                    shown(element, where) + " holds text, but takes an element for each image",
                    "Write <images><web><name>me/web</name></web></images>, or <image> if there is one only.");
        }
        for (XmlElement image : element.children()) {
            refuseAttributes(image, "<images>", "Write <images><web><name>me/web</name></web></images>.");
            settings(image, "<" + image.name() + ">", true);
        }
        refuseRepeated(
                element, "<images>", "Each image there has an element of its own name, such as <web> and <worker>.");
    }

    static void refuseRepeated(XmlElement holder, String where, String hint) {
        Set<String> names = new HashSet<>();
        for (XmlElement child : holder.children()) {
            if (!names.add(child.name())) {
                throw BuildFailure.ofBuild(shown(child, where) + " is there more than once", hint);
            }
        }
    }

    /** Those that are Maven's and XML's own mean something to these. */
    static void refuseAttributes(XmlElement element, String where, @Nullable String hint) {
        for (String name : element.attributes().keySet()) {
            if (!name.startsWith("combine.") && !name.startsWith("xml")) {
                throw BuildFailure.ofBuild(
                        shown(element, where) + " has the attribute " + name + "; attributes are not read", hint);
            }
        }
    }

    /** Whether a child POM adds to what its parent says, so that names may repeat. */
    private static boolean isAppended(XmlElement element) {
        return "append".equals(element.attributes().get("combine.children"));
    }

    static String shown(XmlElement element, String where) {
        return "<" + element.name() + "> in " + where;
    }

    static String hint(Setting<?> setting) {
        return "Write " + setting.example("value") + ".";
    }

    /** @param written has perhaps the name and value of what was meant, {@code FOO=bar} */
    private static String hint(Setting<?> setting, XmlElement written) {
        String text = written.text() == null ? "" : written.text().strip();
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals);
        return "Write " + setting.example(name.matches("[A-Za-z_][A-Za-z0-9_.-]*") ? name : "value") + ".";
    }
}
