package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LOCK_KEEP;

import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.source.BaseLock;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Pins base images: asks registries which digests their names stand for now and writes them to {@code drydock.lock}. Keep
 * that file with the sources, and every machine builds from the same base images until you run the goal again. Builds
 * nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "lock", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
@StartUp
final class LockMojo extends DescribedMojo {

    /**
     * Keeps names in the lock file that the settings of this run do not need, because builds with another target or other
     * arguments may.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.lock.keep", defaultValue = "false")
    boolean lockKeep;

    @Inject
    LockMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        Optional<ImageSource> source = source(here, settings);
        if (source.isEmpty()) {
            return;
        }
        BuildRequest request = request(here, settings, source.get());
        Path file = lockFile(here, settings);
        List<BaseLock.Pin> pins = new BaseLock(
                        request.source(),
                        request.platforms(),
                        Workspaces.of(here, settings).store(),
                        file,
                        settings.flag(LOCK_KEEP) || !settings.imageId().isEmpty())
                .write(surroundings(here, settings, buildLog(here, settings)));
        if (pins.isEmpty()) {
            getLog().info("There is no base image to pin");
        }
        for (BaseLock.Pin pin : pins) {
            String change = pin.now().equals(pin.before())
                    ? "  (as before)"
                    : pin.before() == null ? "" : "  (was " + pin.before() + ")";
            getLog().info("Pinned " + pin.name() + "  " + pin.now() + change);
        }
    }
}
