package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.DRY_RUN;
import static dev.drydock.maven.settings.DrydockSettings.PRUNE_KEEP;
import static dev.drydock.maven.settings.DrydockSettings.PRUNE_UNUSED;

import dev.drydock.engine.StorePrune;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Deletes what has not been used lately from the store of this machine: base images, results of RUN, unpacked layers, cache
 * mounts, linked Java runtimes, downloads and git checkouts. It can run while builds do.
 *
 * @since 0.1.0
 */
@Mojo(name = "prune", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
@StartUp
final class PruneMojo extends ImageMojo {

    /**
     * Deletes what has not been used for this long.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.prune.unused", defaultValue = "30d")
    String pruneUnused;

    /**
     * Then deletes the longest unused, until at most this much is left, such as {@code 20GB}. Unpacked layers and cache
     * mounts do not count.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.prune.keep")
    String pruneKeep;

    /**
     * Shows what would be done, and changes nothing: {@code push} sends nothing, {@code prune} deletes nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.dryRun", defaultValue = "false")
    boolean dryRun;

    @Inject
    PruneMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Path store = Workspaces.of(here, settings).store();
        boolean again = here.notesOfRun().put("drydock.pruned " + store, true) != null;
        if (again) {
            return;
        }
        boolean dry = settings.flag(DRY_RUN);
        StorePrune.Result result = new StorePrune(
                        store,
                        settings.time(PRUNE_UNUSED),
                        settings.size(PRUNE_KEEP).orElse(Long.MAX_VALUE),
                        dry)
                .run(surroundings(here, settings, buildLog(here, settings)));
        String unpacked = result.unpacked() <= 0 ? "" : ", " + Wording.size(result.unpacked()) + " of unpacked layers";
        getLog().info((dry ? "Would delete " : "Deleted ") + Wording.size(result.bytes()) + " in "
                + result.files() + " files" + unpacked + "; " + Wording.size(result.kept()) + " stay in "
                + store);
    }
}
