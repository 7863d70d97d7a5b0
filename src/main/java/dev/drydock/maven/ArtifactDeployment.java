package dev.drydock.maven;

import java.util.List;
import java.util.Properties;
import org.apache.maven.artifact.ArtifactUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.DistributionManagement;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * The deployment of a project's artifact by maven-deploy-plugin. It comes before {@code push} in the phase {@code deploy}: Maven
 * puts what a packaging binds before all that a POM or an extension binds.
 */
final class ArtifactDeployment {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-deploy-plugin";

    private static final List<String> PLACES =
            List.of("altDeploymentRepository", "altReleaseDeploymentRepository", "altSnapshotDeploymentRepository");

    private ArtifactDeployment() {}

    /** Whether it will fail, because nothing says where the artifact is to go, and nothing says that it is to go nowhere. */
    static boolean hasNoPlace(MavenSession session, MavenProject project) {
        if (isManaged(project) || isSaidByProperty(session, project)) {
            return false;
        }
        Plugin plugin = project.getPlugin(PLUGIN);
        if (plugin == null || isSaid(plugin.getConfiguration())) {
            return false;
        }
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getGoals().contains("deploy") && !"none".equals(execution.getPhase())) {
                return !isSaid(execution.getConfiguration());
            }
        }
        return false;
    }

    private static boolean isManaged(MavenProject project) {
        DistributionManagement places = project.getDistributionManagement();
        return places != null
                && (places.getRepository() != null
                        || places.getSnapshotRepository() != null && ArtifactUtils.isSnapshot(project.getVersion()));
    }

    private static boolean isSaidByProperty(MavenSession session, MavenProject project) {
        for (Properties properties :
                List.of(session.getUserProperties(), session.getSystemProperties(), project.getProperties())) {
            String skip = properties.getProperty("maven.deploy.skip", "false");
            if (!skip.equals("false")) {
                return true;
            }
            for (String place : PLACES) {
                if (properties.getProperty(place) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSaid(@Nullable Object configuration) {
        if (!(configuration instanceof Xpp3Dom dom)) {
            return false;
        }
        for (String place : PLACES) {
            if (dom.getChild(place) != null) {
                return true;
            }
        }
        Xpp3Dom skip = dom.getChild("skip");
        return skip != null && !"false".equals(skip.getValue());
    }
}
