package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * An element of a POM, found and made by paths such as {@code container/user}. Equal only to itself, which Maven's own is not in any
 * version.
 */
final class Dom {

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Dom> children = new ArrayList<>();
    private String text;

    Dom(String name, String text) {
        this.name = name;
        this.text = text;
    }

    Dom(String name) {
        this(name, "");
    }

    static Dom of(Xpp3Dom element) {
        Dom copy = new Dom(
                element.getName(),
                element.getValue() == null ? "" : element.getValue().strip());
        for (String attribute : element.getAttributeNames()) {
            copy.attributes.put(attribute, element.getAttribute(attribute));
        }
        for (Xpp3Dom child : element.getChildren()) {
            copy.children.add(of(child));
        }
        return copy;
    }

    String name() {
        return name;
    }

    /** Without blanks around it; "" if there is none. */
    String text() {
        return text;
    }

    List<Dom> children() {
        return children;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    /** The first at this path; null if there is none. */
    @Nullable
    Dom find(String path) {
        Dom at = this;
        for (String part : path.split("/")) {
            at = at == null ? null : at.child(part);
        }
        return at;
    }

    private @Nullable Dom child(String wanted) {
        for (Dom child : children) {
            if (child.name.equals(wanted)) {
                return child;
            }
        }
        return null;
    }

    /** The first at this path, made, with those above it, if it is not there. */
    Dom make(String path) {
        Dom at = this;
        for (String part : path.split("/")) {
            Dom child = at.child(part);
            at = child == null ? at.add(new Dom(part)) : child;
        }
        return at;
    }

    Dom add(Dom child) {
        children.add(child);
        return child;
    }

    void add(String child, String value) {
        children.add(new Dom(child, value));
    }

    void set(String path, String value) {
        make(path).text = value;
    }

    /** The same, whatever was there. */
    void replace(String path, String value) {
        Dom at = make(path);
        at.children.clear();
        at.text = value;
    }

    String text(String path) {
        Dom found = find(path);
        return found == null ? "" : found.text;
    }

    /** The texts of the elements in it, or what commas divide its own text into. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Dom child : children) {
            texts.add(child.text);
        }
        if (texts.isEmpty()) {
            for (String each : text.split(",")) {
                if (!each.isBlank()) {
                    texts.add(each.strip());
                }
            }
        }
        return texts;
    }

    /** The same of the element at a path; empty if there is none. */
    List<String> texts(String path) {
        Dom found = find(path);
        return found == null ? List.of() : found.texts();
    }

    boolean isEmpty() {
        return children.isEmpty() && text.isEmpty();
    }

    /** A copy under another name. */
    Dom named(String other) {
        Dom copy = new Dom(other, text);
        copy.attributes.putAll(attributes);
        for (Dom child : children) {
            copy.children.add(child.named(child.name));
        }
        return copy;
    }

    /** A copy with other texts. */
    Dom mapped(UnaryOperator<String> texts) {
        Dom copy = new Dom(name, texts.apply(text));
        copy.attributes.putAll(attributes);
        for (Dom child : children) {
            copy.children.add(child.mapped(texts));
        }
        return copy;
    }

    /** As a POM has it, each line behind so many blanks. */
    void print(int indent, List<String> lines) {
        StringBuilder line = new StringBuilder(" ".repeat(indent)).append('<').append(name);
        attributes.forEach((attribute, value) -> line.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        if (!children.isEmpty()) {
            lines.add(line.append('>').toString());
            for (Dom child : children) {
                child.print(indent + 2, lines);
            }
            lines.add(" ".repeat(indent) + "</" + name + ">");
        } else if (text.isEmpty()) {
            lines.add(line.append(" />").toString());
        } else {
            lines.add(line.append('>')
                    .append(escaped(text))
                    .append("</")
                    .append(name)
                    .append('>')
                    .toString());
        }
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
