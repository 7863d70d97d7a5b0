package dev.drydock.maven;

import java.util.List;
import java.util.Optional;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * With {@code <extensions>true</extensions>} declaring the plugin is enough: {@code build} and {@code push} bind themselves
 * to their default phases in each project that has no execution of the goal of its own. Whether a project has anything to
 * build is for the goals to say. Found by Maven through {@code META-INF/plexus/components.xml}.
 */
final class BindGoals extends AbstractMavenLifecycleParticipant {

    static final String PLUGIN = "dev.drydock:drydock-maven-plugin";

    @Override
    public void afterProjectsRead(MavenSession session) {
        for (MavenProject project : session.getProjects()) {
            Optional.ofNullable(project.getPlugin(PLUGIN))
                    .filter(Plugin::isExtensions)
                    .ifPresent(plugin -> List.of("build", "push").forEach(goal -> bind(plugin, goal)));
        }
    }

    private static void bind(Plugin plugin, String goal) {
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getGoals().contains(goal)) {
                return;
            }
        }
        PluginExecution execution = new PluginExecution();
        execution.setId("drydock-" + goal);
        execution.addGoal(goal);
        if (plugin.getConfiguration() instanceof Xpp3Dom configuration) {
            execution.setConfiguration(new Xpp3Dom(configuration));
        }
        plugin.addExecution(execution);
    }
}
