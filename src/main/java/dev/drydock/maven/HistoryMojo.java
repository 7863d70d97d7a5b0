package dev.drydock.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows the layers of the built image, or of any image by name, newest first, as {@code docker history} does.
 *
 * @since 0.1.0
 */
@Mojo(name = "history", requiresProject = false, threadSafe = true)
final class HistoryMojo extends ImageMojo {

    @Inject
    HistoryMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) {
        getLog().info("image: " + ImageNames.orDefault(here, settings) + " tags " + settings.list("tags") + " "
                + workspace(here, settings) + " " + settings.text("password"));
    }
}
