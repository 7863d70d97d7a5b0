package dev.drydock.maven.settings;

import dev.drydock.maven.settings.Expressions.Replaced;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an execution in the effective POM, whole. {@link MojoExecution#getConfiguration()} would not do: elements no
 * parameter has are already dropped there and defaults mixed in.
 */
@StartUp
public final class PomConfiguration {

    private final Expressions expressions;

    private PomConfiguration(Expressions expressions) {
        this.expressions = expressions;
    }

    public static XmlElement of(MavenProject project, MojoExecution execution, Expressions expressions) {
        Plugin plugin = find(project, execution.getPlugin().getKey());
        return plugin != null && configuration(plugin, execution.getExecutionId()) instanceof Xpp3Dom dom
                ? of(dom, expressions)
                : XmlElement.NONE;
    }

    public static XmlElement of(Xpp3Dom configuration, Expressions expressions) {
        return new PomConfiguration(expressions).element(configuration);
    }

    /** The plugin as the project declares it, or else as pluginManagement does. */
    private static @Nullable Plugin find(MavenProject project, String key) {
        Plugin declared = plugin(project.getBuild(), key);
        return declared == null ? plugin(project.getPluginManagement(), key) : declared;
    }

    private static @Nullable Plugin plugin(@Nullable PluginContainer container, String key) {
        return container == null ? null : container.getPluginsAsMap().get(key);
    }

    /** An execution's configuration already contains that of its plugin. */
    private static @Nullable Object configuration(Plugin plugin, String executionId) {
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getId().equals(executionId)) {
                return execution.getConfiguration();
            }
        }
        return plugin.getConfiguration();
    }

    private XmlElement element(Xpp3Dom dom) {
        List<XmlElement> children = new ArrayList<>();
        for (Xpp3Dom child : dom.getChildren()) {
            children.add(element(child));
        }
        Map<String, String> attributes = Map.of();
        if (dom.getAttributeNames().length > 0) {
            attributes = new TreeMap<>();
            for (String name : dom.getAttributeNames()) {
                attributes.put(name, dom.getAttribute(name));
            }
        }
        String raw = dom.getValue();
        if (raw == null || raw.isEmpty()) {
            return new XmlElement(dom.getName(), null, List.of(), children, attributes);
        }
        Setting<?> setting = Vocabulary.find(dom.getName());
        boolean confidential = setting != null && setting.confidential();
        Replaced text = confidential ? expressions.replaceOnce(raw) : expressions.replace(raw);
        return new XmlElement(dom.getName(), text.text(), text.unknown(), children, attributes);
    }
}
