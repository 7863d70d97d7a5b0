package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.SKIP;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Cause;
import dev.drydock.maven.log.Printable;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.DrydockSettings;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The base of all goals: values are looked up by {@link Settings}, and what went wrong becomes one of Maven's
 * exceptions here and nowhere else: failure if the user's build is wrong, else error.
 *
 * <p>The fields annotated as parameters, here and below, repeat {@link DrydockSettings} for {@code drydock:help}, the site and
 * IDEs: names, types, properties, defaults and, only here, descriptions. Nobody reads them, because Maven fills them by a
 * precedence that is not ours.
 */
@StartUp
abstract class DrydockMojo extends AbstractMojo {

    /**
     * Skips the goal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.skip", defaultValue = "false")
    protected boolean skip;

    private final Invocation invocation;
    private int performed;
    private int without;
    private @Nullable BuildFailure nothing;

    /** The module and the image that are performed on, or have been last. */
    private Invocation latestIn;

    private @Nullable Settings latest;

    DrydockMojo(Invocation invocation) {
        this.invocation = invocation;
        this.latestIn = invocation;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            work();
            if (nothing != null && without == performed && invocation.direct()) {
                throw nothing;
            }
            finish(invocation);
        } catch (BuildFailure e) {
            if (latest != null) {
                failed(latestIn, latest, message(e));
            }
            if (e.blame() == BuildFailure.Blame.BUILD) {
                throw because(e, new MojoFailureException(message(e)));
            }
            throw because(e, new MojoExecutionException(message(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Interrupted", e);
        } catch (IOException | UncheckedIOException e) {
            String message = message(BuildFailure.ofCause("A file cannot be read or written", e));
            throw because(e, new MojoExecutionException(message));
        } catch (RuntimeException e) {
            throw because(e, new MojoExecutionException(message(faultOfOurs(e))));
        } finally {
            ends();
        }
    }

    /** Maven repeats the words of all causes behind the message, where the advice is. So there is a cause only with -e, for its trace. */
    private <T extends Exception> T because(Exception reason, T told) {
        if (invocation.showsTraces()) {
            told.initCause(reason);
        }
        return told;
    }

    private static BuildFailure faultOfOurs(RuntimeException e) {
        return BuildFailure.ofEnvironment(
                "Drydock itself has failed: " + Cause.of(e),
                "This is a fault of Drydock. Please report it, with what Maven prints with -e.",
                e);
    }

    private static String message(BuildFailure failure) {
        String hint = failure.hint();
        return Printable.text(failure.getMessage() + (hint == null ? "" : System.lineSeparator() + "  " + hint));
    }

    private void work() throws IOException, InterruptedException, MojoFailureException {
        for (Invocation module : invocation.modules()) {
            Settings settings = module.settings(getLog());
            if (settings.flag(SKIP)) {
                performed++;
                getLog().info("Skipped (drydock.skip)");
            } else {
                try {
                    for (Settings image : settings.perImage()) {
                        performed++;
                        latestIn = module;
                        latest = image;
                        if (image.flag(SKIP)) {
                            getLog().info("Skipped: the image " + image.imageId());
                        } else {
                            perform(module, image);
                        }
                    }
                } finally {
                    module.letGo();
                }
            }
        }
    }

    /**
     * Says that a module has nothing the goal could work on: quietly, if that is as it should be, since nobody wants to hear of
     * each parent and library. The goal named on the command line fails in the end if no module has.
     *
     * @param anywhere the complaint if no module of several has
     * @throws BuildFailure if this module should have
     */
    void nothing(Invocation here, String what, String anywhere, String hint) {
        if (!here.mayHaveNoImage()) {
            throw BuildFailure.ofBuild(what, hint);
        }
        getLog().debug(what);
        without++;
        nothing = BuildFailure.ofBuild(here.reactor().size() > 1 ? anywhere : what, hint);
    }

    /** Called when the goal fails, with what Maven will say. */
    void failed(Invocation here, Settings settings, String message) {}

    /** Called when the goal ends, whatever way; others print after that. */
    void ends() {}

    /** Called when all images of all modules this execution is for were performed on, skipped ones included. */
    void finish(Invocation here) throws IOException, InterruptedException {}

    abstract void perform(Invocation here, Settings settings)
            throws IOException, InterruptedException, MojoFailureException;
}
