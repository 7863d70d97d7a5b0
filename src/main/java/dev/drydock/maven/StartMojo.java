package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.CONTAINER_ENV;
import static dev.drydock.maven.settings.DrydockSettings.WAIT_LOG;

import dev.drydock.container.ContainerRun;
import dev.drydock.container.StartedContainer;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the built image as a container beside the build, without Docker, and waits until it is ready: for integration tests.
 * It has the network of this machine, so it is reached at {@code localhost} and the port it listens at. {@code stop} ends it,
 * and so does the end of Maven.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "start",
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        threadSafe = true,
        configurator = LeaveFieldsAlone.HINT)
final class StartMojo extends ContainerMojo {

    /**
     * It is ready when it takes connections at this TCP port.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.port")
    String waitPort;

    /**
     * It is ready when this URL answers, with a status below 400.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.url")
    String waitUrl;

    /**
     * It is ready when a line it prints contains a match of this regular expression.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.log")
    String waitLog;

    /**
     * How long to wait for it at most.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.time", defaultValue = "60s")
    String waitTime;

    @Inject
    StartMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        Workspace workspace = built.get();
        if (RunningContainers.of(here).has(settings.imageId())) {
            throw BuildFailure.ofBuild("The container of this image runs already", "Bind drydock:start only once.");
        }
        Readiness readiness = Readiness.of(settings);
        ContainerOutput output =
                ContainerOutput.to(workspace.output().resolve("container.log"), settings.text(WAIT_LOG));
        StartedContainer container = ContainerRun.of(workspace.layout(), workspace.store())
                .with(arguments(settings), settings.map(CONTAINER_ENV))
                .start(surroundings(here, settings, buildLog(here)), output::line);
        RunningContainers.of(here).put(settings.imageId(), container, output);
        try {
            readiness.await(container, output, getLog());
        } catch (BuildFailure | InterruptedException e) {
            RunningContainers.of(here).remove(settings.imageId());
            container.close();
            output.close();
            throw e;
        }
    }
}
