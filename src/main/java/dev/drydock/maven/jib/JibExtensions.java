package dev.drydock.maven.jib;

import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.maven.extension.JibMavenPluginExtension;
import com.google.cloud.tools.jib.maven.extension.MavenData;
import com.google.cloud.tools.jib.plugins.extension.ExtensionLogger;
import com.google.cloud.tools.jib.plugins.extension.JibPluginExtensionException;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.jib.JibPlan;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.ExtensionSettings;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** {@code <pluginExtensions>}: has extensions written for Jib change what is built. */
public final class JibExtensions {

    private final Invocation here;
    private final Log log;
    private final LoadedExtensions loaded;

    private JibExtensions(Invocation here, Log log) {
        this.here = here;
        this.log = log;
        this.loaded = LoadedExtensions.of(here);
    }

    /**
     * The image to build after all extensions have had their say, in the order of the POM.
     *
     * @throws BuildFailure for an image of a Dockerfile, if an extension is missing or fails, and if it asks for what cannot be built
     */
    public static BuildRequest applied(Invocation here, Settings settings, BuildRequest request, Log log)
            throws IOException {
        if (!(request.source() instanceof ImageSource.Application described)) {
            throw BuildFailure.ofBuild(
                    "<pluginExtensions> is given, but the image is built from a Dockerfile, which extensions of Jib cannot"
                            + " change",
                    "Remove <pluginExtensions>, or have the POM describe the image, such as by <from>.");
        }
        List<ExtensionSettings> configured = ExtensionSettings.of(settings);
        Path folder = here.output().resolve("jib");
        JibPlan built = JibPlan.of(
                request,
                described,
                settings.imageId().isEmpty() ? folder : folder.resolve(settings.imageId()),
                Clock.systemUTC());
        var extensions = new JibExtensions(here, log);
        ContainerBuildPlan plan = built.plan();
        for (ExtensionSettings each : configured) {
            plan = extensions.extended(each, plan, settings.resolve(""));
        }
        return built.applied(plan);
    }

    private ContainerBuildPlan extended(ExtensionSettings configured, ContainerBuildPlan plan, Path base) {
        String name = configured.implementation();
        log.info("Running the extension " + name);
        try {
            return run(loaded.find(name), configured, plan, base);
        } catch (BuildFailure e) {
            throw e;
        } catch (JibPluginExtensionException e) {
            String why = e.getMessage() == null ? Cause.of(e.getCause()) : e.getMessage(); // written for people
            throw BuildFailure.ofBuild("The extension " + name + " has failed: " + why, null);
        } catch (LinkageError e) {
            throw LoadedExtensions.incomplete(name, e);
        } catch (RuntimeException e) {
            throw BuildFailure.ofEnvironment(
                    "The extension " + name + " itself has failed: " + Cause.of(e),
                    "This is a fault of the extension, or of how it is configured. Maven prints more with -e.",
                    e);
        }
    }

    private <T> ContainerBuildPlan run(
            JibMavenPluginExtension<T> extension, ExtensionSettings configured, ContainerBuildPlan plan, Path base)
            throws JibPluginExtensionException {
        Optional<T> configuration = ExtensionConfiguration.of(extension, configured, base);
        @Nullable
        ContainerBuildPlan extended = extension.extendContainerBuildPlan(
                plan, configured.properties(), configuration, new Data(here), new Output(log));
        if (extended == null) {
            throw BuildFailure.ofBuild(
                    "The extension " + configured.implementation() + " returns no plan",
                    "This is a fault of the extension; tell its author.");
        }
        return extended;
    }

    private record Data(Invocation here) implements MavenData {
        @Override
        public MavenProject getMavenProject() {
            return here.project();
        }

        @Override
        public MavenSession getMavenSession() {
            return here.session();
        }
    }

    private record Output(Log log) implements ExtensionLogger {
        @Override
        public void log(LogLevel level, String message) {
            switch (level) {
                case ERROR -> log.error(message);
                case WARN -> log.warn(message);
                case LIFECYCLE -> log.info(message);
                case INFO, DEBUG -> log.debug(message);
            }
        }
    }
}
