package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.STOP_GRACE;

import dev.drydock.container.StartedContainer;
import dev.drydock.failure.ExitCode;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.time.Duration;
import javax.inject.Inject;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Stops the container that {@code start} started: sends it the image's stop signal, and kills it if it does not end.
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
        try (var output = running.get().output()) {
            tell(getLog(), running.get().container().stop(grace), grace, output);
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
