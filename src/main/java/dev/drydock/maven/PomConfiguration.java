package dev.drydock.maven;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * What the effective POM says for an execution, whole. {@link MojoExecution#getConfiguration()} would not do: elements no
 * parameter has are already dropped there and defaults mixed in.
 */
final class PomConfiguration {

    private final PluginParameterExpressionEvaluator evaluator;

    private PomConfiguration(PluginParameterExpressionEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    static XmlElement of(MavenSession session, MavenProject project, MojoExecution execution) {
        Plugin plugin = find(project, execution.getPlugin().getKey());
        return plugin != null && configuration(plugin, execution.getExecutionId()) instanceof Xpp3Dom dom
                ? new PomConfiguration(new PluginParameterExpressionEvaluator(session, execution)).element(dom)
                : XmlElement.NONE;
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
        return new XmlElement(dom.getName(), text(dom), children);
    }

    private @Nullable String text(Xpp3Dom dom) {
        String raw = dom.getValue();
        if (raw == null || raw.isEmpty()) {
            return null;
        }
        try {
            Object value = evaluator.evaluate(raw);
            return value == null ? null : value.toString();
        } catch (ExpressionEvaluationException e) {
            throw BuildFailure.ofBuild(
                    "<" + dom.getName() + ">" + raw + "</" + dom.getName() + "> cannot be evaluated: " + e.getMessage(),
                    null);
        }
    }
}
