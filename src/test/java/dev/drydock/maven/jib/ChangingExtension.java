package dev.drydock.maven.jib;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.maven.extension.JibMavenPluginExtension;
import com.google.cloud.tools.jib.maven.extension.MavenData;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger.LogLevel;
import com.google.cloud.tools.jib.plugins.extension.JibPluginExtensionException;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An extension of Jib that does what the test says. */
public final class ChangingExtension implements JibMavenPluginExtension<ChangingExtension.Configuration> {

    /** The change that the test wants of it. */
    interface Change {
        ContainerBuildPlan of(ContainerBuildPlan plan) throws Exception;
    }

    /** As an extension would have it, without methods to set anything. */
    public static class Configuration {
        public String text = "";
        public int number = 7;
        public File file;
        public List<Item> items = new ArrayList<>();
    }

    /** In a list of the configuration. */
    public static class Item {
        public String name = "";
    }

    /** Another class than the one the extension takes. */
    public static class Other {}

    static Change change = plan -> plan;
    static Map<String, String> properties = Map.of();
    static Optional<Configuration> configuration = Optional.empty();

    @Override
    public Optional<Class<Configuration>> getExtraConfigType() {
        return Optional.of(Configuration.class);
    }

    @Override
    public ContainerBuildPlan extendContainerBuildPlan(
            ContainerBuildPlan plan,
            Map<String, String> given,
            Optional<Configuration> extra,
            MavenData maven,
            ExtensionLogger log)
            throws JibPluginExtensionException {
        properties = given;
        configuration = extra;
        log.log(
                LogLevel.LIFECYCLE,
                "changing " + maven.getMavenProject().getArtifactId() + " of "
                        + maven.getMavenSession().getProjects().size());
        log.log(LogLevel.WARN, "careful");
        log.log(LogLevel.INFO, "in detail");
        try {
            return change.of(plan);
        } catch (RuntimeException | JibPluginExtensionException e) {
            throw e;
        } catch (Exception e) {
            throw new JibPluginExtensionException(getClass(), e.getMessage(), e);
        }
    }
}
