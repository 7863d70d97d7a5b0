package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.CMD;
import static dev.drydock.maven.settings.DrydockSettings.ENTRYPOINT;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP_ON_FAILURE;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP_TIME;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaProject;
import dev.drydock.java.StartupTraining;
import dev.drydock.maven.settings.Choices.FailOrWarn;
import dev.drydock.maven.settings.Choices.Startup;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code <startup>}: whether the application is started once while the image is built. */
@StartUp
final class Training {

    private static final String CURE =
            "<startup>aot</startup> starts the application once while the image is built, as root"
                    + " and with the image's environment, working directory and <cmd>; what it printed is shown above."
                    + " Remove <startup>, or have the image without an archive if that fails:"
                    + " <startupOnFailure>warn</startupOnFailure>.";

    private static final String WITHOUT = "The image has no archive for a fast start.";

    private final FailOrWarn onFailure;
    private final @Nullable Duration limit;
    private final List<String> arguments;

    private Training(Settings settings) {
        this.onFailure = settings.choice(STARTUP_ON_FAILURE);
        this.limit = settings.optionalTime(STARTUP_TIME).orElse(null);
        this.arguments = settings.words(CMD).orElse(List.of());
    }

    /** Null if the application is not to be started. */
    static @Nullable Training of(Settings settings) {
        if (settings.choice(STARTUP) == Startup.JIT) {
            return null;
        }
        if (settings.given(ENTRYPOINT)) {
            throw BuildFailure.ofBuild(
                    "<entrypoint> and <startup>aot</startup> are both given, but only what Drydock starts can be"
                            + " trained",
                    "Remove one of them.");
        }
        return new Training(settings);
    }

    /** @param release of Java that runs it, or an older one */
    StartupTraining commands(JavaApplication application, JavaProject project, int release) {
        return StartupTraining.of(application, project, release, arguments, limit);
    }

    /** @param tools name of the tree with {@link StartupTraining#tools} */
    Part part(JavaApplication application, StartupTraining commands, String tools) {
        List<String> untrained = Objects.requireNonNull(application.command());
        return new Part.Program(
                "training for a fast start",
                commands.train(),
                tools,
                StartupTraining.TOOLS,
                CURE,
                onFailure == FailOrWarn.FAIL ? null : new Part.Without(untrained, WITHOUT));
    }
}
