package dev.drydock.maven.settings;

import dev.drydock.startup.StartUp;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A setting: how it is called, what it holds, what it is if nobody says anything, and where it may stand. {@link DrydockSettings}
 * declares them all; values are looked up by {@link Settings}. Equal only to itself.
 *
 * @param <T> what is asked for: text, a flag, a path, words ...
 */
@StartUp
public final class Setting<T> {

    /** Begins the properties of all settings. */
    static final String PREFIX = "drydock.";

    /** How a setting is written. */
    enum Shape {
        TEXT,
        PATH,
        /** A number and a unit of time. */
        TIME,
        /** A number and a unit of bytes. */
        SIZE,
        /** One of the constants of an enum. */
        CHOICE,
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

    /** Facts that hold for some settings. */
    enum Trait {
        /** The POM describes the image with it, so that a Dockerfile lying about is not meant. */
        DESCRIBES_IMAGE,
        /** Only an image of a Dockerfile has a use for it. */
        ABOUT_DOCKERFILE,
        /** Shells and programs read its value, to which a {@code $} may mean something. */
        FOR_PROGRAMS,
        /** Images go by it, so that it must be right as a whole. */
        NAMES_IMAGE,
        /** Its value must not be shown. */
        CONFIDENTIAL
    }

    private final String name;
    private final Shape shape;
    private final String property;
    private final @Nullable Object detail;
    private final Trait[] traits;

    /**
     * @param property what sets it on the command line, {@code drydock.target}; for a map what precedes the key,
     *     {@code drydock.buildArg.}; "" if only the POM can say it
     * @param detail the default: a constant of a choice, or else text as users write it; the enum of a choice without default;
     *     what an element of a list or map is called in examples; an example of nested elements
     */
    Setting(String name, Shape shape, String property, @Nullable Object detail, Trait... traits) {
        this.name = name;
        this.shape = shape;
        this.property = property;
        this.detail = detail;
        this.traits = traits;
    }

    /** The prefix of the properties of a map: {@code drydock.buildArg.} of {@code buildArgs}. */
    static String keyPrefix(String map) {
        return PREFIX + (map.endsWith("s") ? map.substring(0, map.length() - 1) : map) + ".";
    }

    /** The element of the POM. */
    public String name() {
        return name;
    }

    /**
     * The property that sets it on the command line, {@code drydock.target}; for a map what precedes the key, {@code
     * drydock.buildArg.}; "" if only the POM can say it.
     */
    public String property() {
        return property;
    }

    Shape shape() {
        return shape;
    }

    /** As users write it; null if there is none. */
    @Nullable
    String defaultText() {
        if (detail instanceof Enum<?> constant) {
            return written(constant);
        }
        boolean structured = shape == Shape.LIST || shape == Shape.MAP || shape == Shape.NESTED;
        return !structured && detail instanceof String text ? text : null;
    }

    /** A constant that can be chosen, as users write it: in lower case, with '-' for '_'. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The default of a choice that has one. */
    @SuppressWarnings("unchecked") // declared by a constant of T
    T defaultChoice() {
        return (T) Objects.requireNonNull(detail);
    }

    /** The constants to choose from. */
    @SuppressWarnings("unchecked") // declared by a constant of T, or by T
    T[] choices() {
        Object type = detail instanceof Enum<?> constant ? constant.getDeclaringClass() : detail;
        return ((Class<T>) Objects.requireNonNull(type)).getEnumConstants();
    }

    boolean has(Trait wanted) {
        for (Trait trait : traits) {
            if (trait == wanted) {
                return true;
            }
        }
        return false;
    }

    boolean confidential() {
        return has(Trait.CONFIDENTIAL);
    }

    boolean isForPrograms() {
        return has(Trait.FOR_PROGRAMS);
    }

    boolean isName() {
        return has(Trait.NAMES_IMAGE);
    }

    /** Whether it may stand inside {@code <image>}, and be different for each of {@code <images>}. */
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
            inside = String.valueOf(detail);
        }
        return element(name, inside);
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private String item() {
        return detail instanceof String item ? item : singular();
    }

    private String singular() {
        if (name.endsWith("ies")) {
            return name.substring(0, name.length() - 3) + "y";
        }
        return name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    }
}
