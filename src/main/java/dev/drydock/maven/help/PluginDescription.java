package dev.drydock.maven.help;

import dev.drydock.maven.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The goals and their settings, as the plugin's descriptor ({@code plugin.xml}) has them.
 *
 * @param goals in alphabetical order
 * @param settings descriptions by the names of their elements
 */
public record PluginDescription(List<Goal> goals, Map<String, String> settings) {

    /**
     * A goal.
     *
     * @param phase the one it is bound to unless an execution names another; "" if it is bound to none
     * @param settings the elements it reads
     */
    public record Goal(String name, String phase, String description, List<String> settings) {}

    /**
     * Descriptions are as they are in the file: HTML.
     *
     * @param descriptor stays open
     * @throws IOException also if it is not a plugin descriptor
     */
    public static PluginDescription read(InputStream descriptor) throws IOException {
        Element plugin;
        try {
            plugin = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor)
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("the plugin's descriptor cannot be read: " + e.getMessage(), e);
        }
        List<Goal> goals = new ArrayList<>();
        Map<String, String> settings = new TreeMap<>();
        for (Element mojo : children(child(plugin, "mojos"))) {
            List<String> names = new ArrayList<>();
            for (Element parameter : children(child(mojo, "parameters"))) {
                String name = text(parameter, "name");
                names.add(name);
                settings.putIfAbsent(name, text(parameter, "description"));
            }
            goals.add(new Goal(text(mojo, "goal"), text(mojo, "phase"), text(mojo, "description"), names));
        }
        return new PluginDescription(goals, settings);
    }

    /** The goals that read a setting. */
    public List<String> goalsOf(Setting<?> setting) {
        List<String> names = new ArrayList<>();
        for (Goal goal : goals) {
            if (goal.settings().contains(setting.name())) {
                names.add(goal.name());
            }
        }
        return names;
    }

    /** The goals that read a setting, in words: "all goals" if no goal but the help does without it. */
    public String goalsInWords(Setting<?> setting) {
        List<String> names = goalsOf(setting);
        int all = 0;
        for (Goal goal : goals) {
            all += goal.name().equals("help") ? 0 : 1;
        }
        return names.size() == all ? "all goals" : String.join(", ", names);
    }

    private static String text(Element parent, String name) {
        for (Element child : children(parent)) {
            if (child.getTagName().equals(name)) {
                return child.getTextContent().strip().replaceAll("\\s+", " ");
            }
        }
        return "";
    }

    private static Element child(Element parent, String name) throws IOException {
        for (Element child : children(parent)) {
            if (child.getTagName().equals(name)) {
                return child;
            }
        }
        throw new IOException("the plugin's descriptor has no <" + name + "> in <" + parent.getTagName() + ">");
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
