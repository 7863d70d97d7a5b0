package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.HISTORY_FULL;
import static dev.drydock.maven.settings.DrydockSettings.IMAGE;

import dev.drydock.engine.Workspace;
import dev.drydock.engine.record.ImageHistory;
import dev.drydock.image.Platform;
import dev.drydock.maven.log.HistoryTable;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the layers of the built image, newest first, as {@code docker history} does. With {@code -Ddrydock.image} it shows
 * another image, from its registry.
 *
 * @since 0.1.0
 */
@Mojo(name = "history", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class HistoryMojo extends ImageMojo {

    /**
     * Shows each instruction in full instead of cutting it short.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.history.full", defaultValue = "false")
    boolean historyFull;

    @Inject
    HistoryMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        Workspace workspace = Workspaces.of(here, settings);
        boolean built = Files.exists(workspace.layout());
        boolean asked = settings.fromUser(IMAGE);
        ImageHistory history;
        if (asked
                && !(built
                        && ImageHistory.isOf(
                                workspace, ImageNames.configured(settings).get(0)))) {
            String once = "drydock.history " + ImageNames.configured(settings).get(0);
            if (here.notesOfRun().put(once, true) != null) {
                return; // another module has shown it
            }
            history = ImageHistory.ofReference(
                    ImageNames.configured(settings).get(0),
                    Platform.current(),
                    surroundings(here, settings, buildLog(here, settings)));
        } else if (built) {
            history = ImageHistory.ofLayout(workspace, Platform.current());
        } else {
            noImage(here, settings, workspace);
            return;
        }
        getLog().info("History of " + history.title());
        HistoryTable.lines(history, settings.flag(HISTORY_FULL)).forEach(getLog()::info);
    }
}
