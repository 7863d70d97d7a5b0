package dev.drydock.maven;

import dev.drydock.build.ImagePush;
import dev.drydock.build.Workspace;
import dev.drydock.registry.PushReport;
import java.io.IOException;
import java.nio.file.Files;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Uploads what {@code build} made, to the registry its name says. Never builds; what the registry has is not sent again.
 *
 * @since 0.1.0
 */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, requiresProject = false, threadSafe = true)
final class PushMojo extends ImageMojo {

    /**
     * Pushes nothing.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.push.skip", defaultValue = "false")
    boolean pushSkip;

    @Inject
    PushMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        if (settings.flag("pushSkip")) {
            getLog().info("Pushing skipped (drydock.push.skip)");
            return;
        }
        if (settings.flag("buildSkip") || here.notes().containsKey(BuildMojo.SKIPPED)) {
            getLog().info("Nothing to push: building was skipped");
            return;
        }
        Workspace workspace = workspace(here, settings);
        if (!Files.exists(workspace.layout())) {
            noImage(here, workspace);
            return;
        }
        MavenBuildLog log = buildLog(here);
        ImagePush push = new ImagePush(workspace.layout(), ImageNames.configured(settings));
        for (PushReport report : push.push(surroundings(here, settings, log))) {
            log.pushed(report);
        }
    }
}
