package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.CONTAINER_ENV;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP;
import static dev.drydock.maven.settings.DrydockSettings.TRAINING;
import static dev.drydock.maven.settings.DrydockSettings.WAIT_LOG;

import dev.drydock.container.ContainerRun;
import dev.drydock.container.StartedContainer;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.recording.Recordable;
import dev.drydock.maven.recording.Recordables;
import dev.drydock.maven.recording.StartRecorder;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Choices.Startup;
import dev.drydock.maven.settings.Choices.Training;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the built image as a container for integration tests, without Docker, and waits until it is ready. The container
 * shares the network of this machine: an application that listens on port 8080 is reached at {@code localhost:8080}. {@code
 * stop} ends it, and so does the end of Maven. With {@code <training>tests</training>} it also records which classes the application
 * uses.
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
     * The container is ready as soon as something accepts connections at this TCP port.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.port")
    String waitPort;

    /**
     * The container is ready as soon as this URL answers with a status below 400, such as {@code
     * http://localhost:8080/health}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.url")
    String waitUrl;

    /**
     * The container is ready as soon as it prints a line with a match of this regular expression, such as {@code Started .*
     * in}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.log")
    String waitLog;

    /**
     * How long to wait for the container to be ready.
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
        Optional<StartRecorder> recorder = recorder(here, settings);
        ContainerRun run = ContainerRun.of(workspace.layout(), workspace.store());
        Map<String, String> env = settings.map(CONTAINER_ENV);
        run = recorder.isPresent()
                ? recorder.get().recorded(run, arguments(settings), env)
                : run.with(arguments(settings), env);
        StartedContainer container = run.start(surroundings(here, settings, buildLog(here, settings)), output::line);
        RunningContainers.of(here)
                .put(settings.imageId(), new RunningContainers.Running(container, output, recorder.orElse(null)));
        try {
            readiness.await(container, output, getLog());
        } catch (BuildFailure | InterruptedException e) {
            RunningContainers.of(here).remove(settings.imageId());
            container.close();
            output.close();
            throw e;
        }
    }

    /** Empty if nothing is to be recorded, or nothing can be, of which the log tells. */
    private Optional<StartRecorder> recorder(Invocation here, Settings settings) throws IOException {
        if (!settings.given(TRAINING)
                || settings.choice(TRAINING) != Training.TESTS
                || settings.choice(STARTUP) != Startup.AOT) {
            return Optional.empty();
        }
        Optional<Recordable> built = Recordables.of(here).find(settings.imageId());
        if (built.isEmpty()) {
            getLog().warn(
                            "Nothing is recorded for a fast start, because drydock:build is not part of this run of Maven");
            return Optional.empty();
        }
        if (!built.get().isMissing()) {
            getLog().info(
                            "The container starts with the archive that tests of the same layers have recorded; nothing is"
                                    + " recorded");
            return Optional.empty();
        }
        getLog().info("Recording which classes the application uses, for a fast start");
        return Optional.of(StartRecorder.of(built.get()));
    }
}
