package dev.drydock.maven.module;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaProject;
import dev.drydock.java.StartupTraining;
import dev.drydock.maven.settings.Amounts;
import dev.drydock.maven.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <startup>}: whether the application is started once while the image is built. */
final class Training {

    private enum Startup {
        JIT,
        AOT
    }

    private enum OnFailure {
        FAIL,
        WARN
    }

    private static final String CURE =
            "<startup>aot</startup> starts the application once while the image is built, as root"
                    + " and with the image's environment, working directory and <cmd>; what it printed is shown above."
                    + " Remove <startup>, or have the image without an archive if that fails:"
                    + " <startupOnFailure>warn</startupOnFailure>.";

    private static final String WITHOUT = "The image has no archive for a fast start.";

    private final OnFailure onFailure;
    private final @Nullable Duration limit;
    private final List<String> arguments;

    private Training(Settings settings) {
        this.onFailure = settings.choice("startupOnFailure", OnFailure.class).orElse(OnFailure.FAIL);
        Optional<String> time = settings.text("startupTime");
        this.limit = time.isPresent() ? Amounts.time("drydock.startup.time", time.get()) : null;
        this.arguments = settings.words("cmd").orElse(List.of());
    }

    /** Null if the application is not to be started. */
    static @Nullable Training of(Settings settings) {
        if (settings.choice("startup", Startup.class).orElse(Startup.JIT) == Startup.JIT) {
            return null;
        }
        if (settings.given("entrypoint")) {
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
                onFailure == OnFailure.FAIL ? null : new Part.Without(untrained, WITHOUT));
    }
}
