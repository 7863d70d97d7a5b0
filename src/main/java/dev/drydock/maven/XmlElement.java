package dev.drydock.maven;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of the plugin's configuration in a POM, expressions evaluated.
 *
 * @param text null if the element is empty or has children only
 */
record XmlElement(String name, @Nullable String text, List<XmlElement> children) {

    static final XmlElement NONE = new XmlElement("configuration", null, List.of());

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
