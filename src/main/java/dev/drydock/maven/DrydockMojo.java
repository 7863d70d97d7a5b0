package dev.drydock.maven;

import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * What all goals share: values are looked up by {@link Settings}, failures become Maven's.
 *
 * <p>The fields annotated as parameters, here and below, declare settings: their names, types, properties and descriptions
 * for {@link Vocabulary}, {@code drydock:help}, the site and IDEs. Nobody reads them, because Maven fills them by a
 * precedence that is not ours.
 */
abstract class DrydockMojo extends AbstractMojo {

    /**
     * Does nothing at all.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.skip", defaultValue = "false")
    protected boolean skip;

    private final Invocation invocation;

    DrydockMojo(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        Failures.translated(() -> {
            work();
            finish(invocation);
        });
    }

    private void work() throws IOException, InterruptedException, MojoFailureException {
        for (Invocation module : invocation.modules()) {
            Settings settings = module.settings(getLog());
            if (settings.flag("skip")) {
                getLog().info("Skipped (drydock.skip)");
            } else {
                for (Settings image : settings.perImage()) {
                    if (image.flag("skip")) {
                        getLog().info("Skipped: the image " + image.imageId());
                    } else {
                        perform(module, image);
                    }
                }
            }
        }
    }

    /** Called when all images of all modules this execution is for were performed on, skipped ones included. */
    void finish(Invocation here) throws IOException {}

    abstract void perform(Invocation here, Settings settings)
            throws IOException, InterruptedException, MojoFailureException;
}
