package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.BUILD_SKIP;
import static dev.drydock.maven.settings.DrydockSettings.DRY_RUN;
import static dev.drydock.maven.settings.DrydockSettings.PUSH_AT_END;
import static dev.drydock.maven.settings.DrydockSettings.PUSH_SKIP;
import static dev.drydock.maven.settings.DrydockSettings.TRACE;
import static dev.drydock.maven.settings.DrydockSettings.TRAINING;

import dev.drydock.engine.Workspace;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.recording.Recordable;
import dev.drydock.maven.recording.Recordables;
import dev.drydock.maven.session.ImageNames;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.settings.Settings;
import dev.drydock.progress.BuildLog;
import dev.drydock.push.ImagePush;
import dev.drydock.push.JointPush;
import dev.drydock.push.PushItem;
import dev.drydock.registry.PushReport;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Pushes the image that {@code build} made. It never builds, and it sends nothing the registry already has. Tags are set
 * last, once all images pushed together are complete.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "push",
        defaultPhase = LifecyclePhase.DEPLOY,
        requiresProject = false,
        threadSafe = true,
        configurator = LeaveFieldsAlone.HINT)
@StartUp
final class PushMojo extends ImageMojo {

    /**
     * Pushes nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.push.skip", defaultValue = "false")
    boolean pushSkip;

    /**
     * Pushes the images of all modules together, when the last module that pushes is reached, and none of them if a module
     * has failed before that. If the goal is given on the command line it always does so.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.push.atEnd", defaultValue = "false")
    boolean pushAtEnd;

    /**
     * Shows what would be done, and changes nothing: {@code push} sends nothing, {@code prune} deletes nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.dryRun", defaultValue = "false")
    boolean dryRun;

    private final List<WaitingPush> waiting = new ArrayList<>();
    private boolean atEnd;

    @Inject
    PushMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        if (settings.flag(PUSH_SKIP)) {
            getLog().info("Pushing skipped (drydock.push.skip)");
            return;
        }
        if (settings.flag(BUILD_SKIP) || here.notes().containsKey(BuildMojo.SKIPPED)) {
            getLog().info("Nothing to push: building was skipped");
            return;
        }
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        Workspace workspace = built.get();
        MavenBuildLog log = buildLog(here, settings);
        ImagePush push = new ImagePush(workspace.layout(), ImageNames.configured(settings), workspace.output());
        var item = new PushItem(push, surroundings(here, settings, log), RegistryAccess.identity(here, settings));
        if (settings.given(TRAINING)) {
            tellOfWhatIsMissing(here, settings);
        }
        waiting.add(new WaitingPush(item, log, settings.flag(DRY_RUN), settings.given(TRACE)));
        atEnd |= settings.flag(PUSH_AT_END);
    }

    private void tellOfWhatIsMissing(Invocation here, Settings settings) throws IOException {
        Optional<Recordable> built = Recordables.of(here).find(settings.imageId());
        if (built.isPresent() && built.get().isMissing()) {
            getLog().info("What is pushed has no archive for a fast start: none was recorded for its layers");
        }
    }

    @Override
    void finish(Invocation here) throws IOException {
        List<WaitingPush> ready = waiting;
        if (!here.direct() && here.reactor().size() > 1) {
            PushAtEnd end = PushAtEnd.of(here);
            if (atEnd) {
                end.add(waiting);
                ready = List.of();
                for (WaitingPush push : waiting) {
                    push.log().debug("the image waits for those of other modules");
                }
            }
            List<WaitingPush> all = new ArrayList<>(ready);
            List<WaitingPush> others = end.arrived(here);
            if (here.anyFailed() && !others.isEmpty()) {
                getLog().warn("Nothing is pushed at the end, because a module has failed");
            } else {
                all.addAll(others);
            }
            ready = all;
        }
        if (!ready.isEmpty()) {
            push(ready, PushAhead.of(here));
        }
    }

    private static void push(List<WaitingPush> pushes, PushAhead ahead) throws IOException {
        List<WaitingPush> real = new ArrayList<>();
        List<WaitingPush> dry = new ArrayList<>();
        for (WaitingPush push : pushes) {
            (push.dryRun() ? dry : real).add(push);
        }
        show(dry, JointPush.preview(items(dry), ahead));
        show(real, sent(real, ahead));
    }

    private static List<List<PushReport>> sent(List<WaitingPush> real, PushAhead ahead) throws IOException {
        List<BuildLog.Ongoing> spans = new ArrayList<>();
        for (WaitingPush push : real) {
            if (push.traced()) {
                spans.add(Traces.push(push.item()));
            }
        }
        try {
            return JointPush.push(items(real), ahead);
        } finally {
            for (BuildLog.Ongoing span : spans) {
                span.close();
            }
        }
    }

    private static List<PushItem> items(List<WaitingPush> pushes) {
        List<PushItem> items = new ArrayList<>();
        for (WaitingPush push : pushes) {
            items.add(push.item());
        }
        return items;
    }

    private static void show(List<WaitingPush> pushes, List<List<PushReport>> reports) {
        for (int i = 0; i < pushes.size(); i++) {
            WaitingPush push = pushes.get(i);
            for (PushReport report : reports.get(i)) {
                if (push.dryRun()) {
                    push.log().wouldPush(report);
                } else {
                    push.log().pushed(report);
                }
            }
        }
    }
}
