package dev.drydock.maven;

import dev.drydock.startup.StartUp;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.logging.LogEnabled;
import org.codehaus.plexus.logging.Logger;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * With {@code <extensions>true</extensions>} declaring the plugin is enough: {@code build} and {@code push} bind themselves
 * to their default phases in each project that has no execution of the goal of its own. Whether a project has anything to
 * build is for the goals to say. Found by Maven through {@code META-INF/plexus/components.xml}.
 */
@StartUp
final class BindGoals extends AbstractMavenLifecycleParticipant implements LogEnabled {

    static final String PLUGIN = "dev.drydock:drydock-maven-plugin";

    private @Nullable Logger logger;

    @Override
    public void enableLogging(Logger own) {
        this.logger = own;
    }

    @Override
    public void afterProjectsRead(MavenSession session) {
        boolean deploys = session.getGoals().contains("deploy");
        for (MavenProject project : session.getProjects()) {
            Plugin plugin = project.getPlugin(PLUGIN);
            if (plugin != null && plugin.isExtensions()) {
                bind(plugin, "build");
                bind(plugin, "push");
                deploys = deploys && !tellOfDeployment(session, project);
            }
        }
    }

    /** Better now than when all has been built. */
    private boolean tellOfDeployment(MavenSession session, MavenProject project) {
        if (logger == null || !ArtifactDeployment.hasNoPlace(session, project)) {
            return false;
        }
        logger.warn("maven-deploy-plugin will end this build before drydock:push, because " + project.getArtifactId()
                + " has no <distributionManagement> to say where its artifact goes; -Dmaven.deploy.skip pushes"
                + " the image alone");
        return true;
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
