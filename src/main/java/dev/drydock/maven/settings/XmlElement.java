package dev.drydock.maven.settings;

import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An element of the plugin's configuration in a POM, expressions replaced.
 *
 * @param text null if the element is empty or has children only
 * @param unknown expressions still in the text, because they stand for nothing
 */
@StartUp
public record XmlElement(
        String name,
        @Nullable String text,
        List<String> unknown,
        List<XmlElement> children,
        Map<String, String> attributes) {

    public static final XmlElement NONE = new XmlElement("configuration", null, List.of());

    XmlElement(String name, @Nullable String text, List<XmlElement> children) {
        this(name, text, List.of(), children, Map.of());
    }

    /** The first of that name. */
    @Nullable
    XmlElement child(String wanted) {
        for (XmlElement child : children) {
            if (child.name.equals(wanted)) {
                return child;
            }
        }
        return null;
    }

    /** Whether it says nothing, as {@code <env/>}, which takes back what a parent says. */
    boolean isEmpty() {
        return children.isEmpty() && (text == null || text.isBlank());
    }

    /** Whether its text is one expression that stands for nothing. */
    boolean isNothing() {
        return text != null && new Expressions.Replaced(text.strip(), unknown).isNothing();
    }

    XmlElement named(String other) {
        return new XmlElement(other, text, unknown, children, attributes);
    }

    XmlElement withChildren(List<XmlElement> others) {
        return new XmlElement(name, text, unknown, others, attributes);
    }

    /** The texts of the children without blanks around them, "" for those without. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (XmlElement child : children) {
            texts.add(child.text == null ? "" : child.text.strip());
        }
        return texts;
    }

    /** The text of a child without blanks around it; "" if there is no such child, or no text in it. */
    String textOf(String child) {
        XmlElement found = child(child);
        return found == null || found.text == null ? "" : found.text.strip();
    }
}
