package dev.drydock.maven;

import java.io.IOException;
import java.time.Duration;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Stops what {@code start} started: asks it to end by the signal the image names, and ends it if it does not.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "stop",
        defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
        threadSafe = true,
        configurator = LeaveFieldsAlone.HINT)
final class StopMojo extends ImageMojo {

    /**
     * How long it has to end by itself.
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
        Duration grace =
                Amounts.time("drydock.stop.grace", settings.text("stopGrace").orElse("10s"));
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
            int exitCode = running.get().container().stop(grace);
            getLog().info("Container stopped with exit code " + exitCode + "; what it printed is in " + output.file());
        }
    }
}
