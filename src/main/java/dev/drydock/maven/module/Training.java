package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.CMD;
import static dev.drydock.maven.settings.DrydockSettings.ENTRYPOINT;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP_ON_FAILURE;
import static dev.drydock.maven.settings.DrydockSettings.STARTUP_TIME;
import static dev.drydock.maven.settings.DrydockSettings.TRAINING;

import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.app.AppImage.Part;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaProject;
import dev.drydock.java.JavaProject.Layout;
import dev.drydock.java.StartupRecording;
import dev.drydock.java.StartupTraining;
import dev.drydock.maven.settings.Choices;
import dev.drydock.maven.settings.Choices.FailOrWarn;
import dev.drydock.maven.settings.Choices.Startup;
import dev.drydock.maven.settings.Setting;
import dev.drydock.maven.settings.Settings;
import dev.drydock.plan.Mapping;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code <startup>}: how it is found out which classes the application needs for its start. */
@StartUp
final class Training {

    private static final String CURE =
            "<startup>aot</startup> starts the application once while the image is built, as root"
                    + " and with the image's environment, working directory and <cmd>; what it printed is shown above."
                    + " Remove <startup>, or have the image without an archive if that fails:"
                    + " <startupOnFailure>warn</startupOnFailure>.";

    private static final String WITHOUT = "The image has no archive for a fast start.";

    private static final String NOT_RECORDED =
            "The image has no archive for a fast start yet: none has been recorded for these layers. drydock:start"
                    + " records one while integration tests use the application, and drydock:stop adds it (mvn verify).";

    private final boolean byTests;
    private final FailOrWarn onFailure;
    private final @Nullable Duration limit;
    private final List<String> arguments;

    /** The application prepared by it: a part of its image, and the command that starts it. */
    record Trained(Part part, List<String> start) {}

    private Training(Settings settings) {
        this.byTests = settings.choice(TRAINING) == Choices.Training.TESTS;
        this.onFailure = settings.choice(STARTUP_ON_FAILURE);
        this.limit = settings.optionalTime(STARTUP_TIME).orElse(null);
        this.arguments = settings.words(CMD).orElse(List.of());
    }

    /**
     * Null if nothing is done for a fast start.
     *
     * @param output of the module's build
     * @throws BuildFailure if nothing can be done in this layout, or settings contradict each other
     */
    static @Nullable Training of(Settings settings, Layout layout, Path output) throws IOException {
        if (settings.choice(STARTUP) == Startup.JIT) {
            return null;
        }
        if (settings.given(ENTRYPOINT)) {
            throw BuildFailure.ofBuild(
                    "<entrypoint> and <startup>aot</startup> are both given, but only what Drydock starts can be"
                            + " trained",
                    "Remove one of them.");
        }
        if (!JavaApplication.isInJars(layout, output)) {
            throw layout == Layout.QUARKUS
                    ? BuildFailure.ofBuild(
                            "<startup>aot</startup> cannot help Quarkus' fast-jar: it loads its classes itself, and the"
                                    + " JVM keeps only those that it loads",
                            "Set quarkus.package.jar.type to aot-jar or, where Quarkus does not know that yet, to"
                                    + " uber-jar.")
                    : BuildFailure.ofBuild(
                            "<startup>aot</startup> is for applications in jars that have a main class",
                            "Use <layout>packaged</layout>, which is the default with it, and no <entrypoint>.");
        }
        Training training = new Training(settings);
        if (training.byTests) {
            for (Setting<?> useless : List.of(STARTUP_TIME, STARTUP_ON_FAILURE)) {
                if (settings.given(useless)) {
                    throw BuildFailure.ofBuild(
                            "<training>tests</training> and " + useless.property()
                                    + " are both given, but the application is not started while the image is built",
                            "Remove one of them.");
                }
            }
        }
        return training;
    }

    /**
     * @param release of Java that runs it, or an older one
     * @param trees get what the part needs
     */
    Trained train(JavaApplication application, JavaProject project, int release, Map<String, List<Mapping>> trees)
            throws IOException {
        List<String> untrained = Objects.requireNonNull(application.command());
        if (byTests) {
            StartupRecording recording = StartupRecording.of(application, release);
            Part part = new Part.Recorded(
                    "recorded for a fast start",
                    recording.record(),
                    recording.from(),
                    recording.path(),
                    new Part.Without(untrained, NOT_RECORDED));
            return new Trained(part, recording.start());
        }
        StartupTraining commands = StartupTraining.of(application, project, release, arguments, limit);
        Part part = new Part.Program(
                "training for a fast start",
                commands.train(),
                Mapping.keep(trees, "training", StartupTraining.tools()),
                StartupTraining.TOOLS,
                CURE,
                onFailure == FailOrWarn.FAIL ? null : new Part.Without(untrained, WITHOUT));
        return new Trained(part, commands.start());
    }
}
