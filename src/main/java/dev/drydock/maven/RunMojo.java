package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.CONTAINER_ENV;

import dev.drydock.container.ContainerRun;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Runs the built image as a container, without Docker: in the network of this machine, with your terminal, on a writable
 * layer that is thrown away. Ctrl-C stops it. The build fails if the container ends with an exit code other than 0.
 *
 * @since 0.1.0
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
@StartUp
final class RunMojo extends ContainerMojo {

    @Inject
    RunMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws InterruptedException {
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        Workspace workspace = built.get();
        int exitCode = ContainerRun.of(workspace.layout(), workspace.store())
                .with(arguments(settings), settings.map(CONTAINER_ENV))
                .run(surroundings(here, settings, buildLog(here, settings)), null);
        if (exitCode != 0) {
            throw BuildFailure.ofBuild(
                    "The container ended with " + ExitCode.describe(exitCode), ExitCode.meaning(exitCode));
        }
    }
}
