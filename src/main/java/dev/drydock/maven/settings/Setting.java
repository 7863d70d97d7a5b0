package dev.drydock.maven.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting, as a field of a goal declares it.
 *
 * @param property what sets it on the command line, {@code drydock.target}; for a map what precedes the key,
 *     {@code drydock.buildArg.}; "" if only the POM can say it
 */
record Setting(
        String name, Shape shape, String property, @Nullable String defaultValue) {

    private static final Set<String> FOR_PROGRAMS = Set.of("run", "entrypoint", "cmd", "healthcheck", "args");
    private static final Set<String> NAMES = Set.of("image", "tags", "from");

    /** Where the name of the setting does not tell. */
    private static final Map<String, String> ITEMS = Map.of(
            "run", "command",
            "entrypoint", "arg",
            "cmd", "arg",
            "cacheFrom", "repository",
            "cacheTo", "repository",
            "allow", "entitlement",
            "extraClassPath", "path",
            "env", "variable",
            "containerEnv", "variable");

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
        NESTED
    }

    static boolean isConfidential(String name) {
        return name.equals("password");
    }

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

    /** Whether it can be different for each of several images. */
    boolean isOfOneImage() {
        return shape != Shape.IMAGE && shape != Shape.IMAGES;
    }

    /** Whether people call elements of a list, or values of a map, like that: {@code <flag>} in {@code <jvmFlags>}. */
    boolean isUsualItem(String element) {
        String end = element.toLowerCase(Locale.ROOT);
        return item().toLowerCase(Locale.ROOT).endsWith(end)
                || singular().toLowerCase(Locale.ROOT).endsWith(end)
                || end.equals("value");
    }

    /**
     * How it is written in a POM.
     *
     * @param value the text, or that of an element of a list; for a map the name of its element
     */
    String example(String value) {
        if (name.equals("files")) {
            return FileSets.EXAMPLE;
        }
        String inside = value;
        if (shape == Shape.LIST) {
            inside = element(item(), value);
        } else if (shape == Shape.MAP) {
            inside = element(value.equals("value") ? "NAME" : value, "value");
        } else if (shape == Shape.IMAGE) {
            inside = element("name", "me/app");
        } else if (shape == Shape.IMAGES) {
            inside = element("web", element("name", "me/web"));
        } else if (shape == Shape.NESTED) {
            inside = element("cmd", value);
        }
        return element(name, inside);
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private String item() {
        return ITEMS.getOrDefault(name, singular());
    }

    private String singular() {
        if (name.endsWith("ies")) {
            return name.substring(0, name.length() - 3) + "y";
        }
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }
}
