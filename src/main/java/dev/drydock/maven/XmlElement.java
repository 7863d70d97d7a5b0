package dev.drydock.maven;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of the plugin's configuration in a POM, expressions evaluated.
 *
 * @param text null if the element is empty or has children only
 */
record XmlElement(String name, @Nullable String text, List<XmlElement> children) {

    static final XmlElement NONE = new XmlElement("configuration", null, List.of());

    Optional<XmlElement> child(String wanted) {
        return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }
}
