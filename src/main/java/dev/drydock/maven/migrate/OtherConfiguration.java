package dev.drydock.maven.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Another plugin as the effective POM has it.
 *
 * @param configuration of its first execution that has one, which contains the plugin's own, or else that of the plugin
 * @param dependencies of the plugin, as {@code group:artifact:version}
 * @param bound what there is to say of its executions, a sentence each
 */
public record OtherConfiguration(Xpp3Dom configuration, List<String> dependencies, List<String> bound) {

    /** Empty if the project neither uses nor manages it. */
    public static Optional<OtherConfiguration> of(MavenProject project, String key) {
        Plugin used = plugin(project.getBuild(), key);
        Plugin plugin = used == null ? plugin(project.getPluginManagement(), key) : used;
        if (plugin == null) {
            return Optional.empty();
        }
        Xpp3Dom configuration = plugin.getConfiguration() instanceof Xpp3Dom own ? own : null;
        List<String> bound = new ArrayList<>();
        boolean found = false;
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getConfiguration() instanceof Xpp3Dom own && !own.equals(configuration)) {
                if (found) {
                    bound.add("The execution " + execution.getId()
                            + " has a configuration of its own, which is not in it: run"
                            + " one image a module, or write it under <images>.");
                } else {
                    configuration = own;
                    found = true;
                }
            }
            if (!execution.getGoals().isEmpty()) {
                String phase = execution.getPhase() == null ? "" : " in the phase " + execution.getPhase();
                bound.add(
                        "The execution " + execution.getId() + " has " + String.join(", ", execution.getGoals()) + phase
                                + ": with <extensions>, Drydock builds in the phase package and pushes in deploy without any.");
            }
        }
        List<String> dependencies = new ArrayList<>();
        for (Dependency each : plugin.getDependencies()) {
            dependencies.add(each.getGroupId() + ":" + each.getArtifactId() + ":" + each.getVersion());
        }
        return Optional.of(new OtherConfiguration(
                configuration == null ? new Xpp3Dom("configuration") : configuration, dependencies, bound));
    }

    private static @Nullable Plugin plugin(@Nullable PluginContainer container, String key) {
        return container == null ? null : container.getPluginsAsMap().get(key);
    }
}
