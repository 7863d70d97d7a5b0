package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.STOP_GRACE;

import dev.drydock.container.StartedContainer;
import dev.drydock.engine.BuildResult;
import dev.drydock.failure.ExitCode;
import dev.drydock.maven.artifacts.ModuleArtifacts;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.module.IntegrationTests;
import dev.drydock.maven.recording.StartRecorder;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Stops the container that {@code start} started: sends it the image's stop signal, and kills it if it does not end. If {@code
 * start} has recorded which classes the application uses, the image gets the recorded file as its last layer.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "stop",
        defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
        threadSafe = true,
        configurator = LeaveFieldsAlone.HINT)
@StartUp
final class StopMojo extends ImageMojo {

    /**
     * How long the container has to end by itself before it is killed.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.stop.grace", defaultValue = "10s")
    String stopGrace;

    @Inject
    StopMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Duration grace = settings.time(STOP_GRACE);
        var running = RunningContainers.of(here).remove(settings.imageId());
        if (running.isEmpty()) {
            String nothing = "No container runs here";
            if (here.mayHaveNoImage()) {
                getLog().debug(nothing);
            } else {
                getLog().info(nothing);
            }
            return;
        }
        StartRecorder recorder = running.get().recorder();
        try (var output = running.get().output()) {
            Duration patience = recorder == null ? grace : recorder.patience(grace);
            StartedContainer.End end = running.get().container().stop(patience);
            tell(getLog(), end, patience, output);
            if (recorder == null) {
                return;
            }
            MavenBuildLog log = buildLog(here, settings);
            Optional<BuildResult> built = recorder.finish(
                    end,
                    output,
                    IntegrationTests.problem(here, settings, recorder.began()),
                    log,
                    new ModuleArtifacts(here, Workspaces.of(here, settings).store(), true),
                    getLog());
            if (built.isPresent()) {
                BuildMojo.announce(here, built.get());
                log.built(built.get());
            }
        }
    }

    static void tell(Log log, StartedContainer.End end, Duration grace, ContainerOutput output) {
        String code = ExitCode.describe(end.exitCode());
        String where = "; what it printed is in " + output.file();
        switch (end.way()) {
            case ASKED -> log.info("Container stopped with " + code + where);
            case KILLED ->
                log.info("Container killed, since it had not ended " + Wording.time(grace) + " after it was asked to"
                        + where);
            case BY_ITSELF -> {
                String ended = "The container ended by itself before it was stopped, with " + code;
                if (end.exitCode() == 0) {
                    log.info(ended + where);
                } else {
                    log.warn(ended + output.end());
                    log.warn("All it printed is in " + output.file());
                }
            }
        }
    }
}
