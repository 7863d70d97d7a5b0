package dev.drydock.maven.session;

import static dev.drydock.maven.settings.DrydockSettings.MODULES;
import static dev.drydock.maven.settings.DrydockSettings.RUNTIME;

import dev.drydock.container.ContainerRun;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.image.Platform;
import dev.drydock.java.JavaApplication;
import dev.drydock.java.JavaProject;
import dev.drydock.java.runtime.LinkedRuntime;
import dev.drydock.maven.settings.Choices.JavaRuntime;
import dev.drydock.maven.settings.Platforms;
import dev.drydock.maven.settings.Settings;
import dev.drydock.progress.SilentBuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code <runtime>}: where the image has its Java from. */
public final class ImageRuntime {

    private static final String NOTE = "drydock.runtime.linked";

    private ImageRuntime() {}

    /** Empty if the base brings it. */
    public static Optional<LinkedRuntime> link(Invocation here, Settings settings, JavaProject project, Path store)
            throws IOException {
        if (settings.choice(RUNTIME) == JavaRuntime.BASE) {
            return Optional.empty();
        }
        refuseOtherPlatforms(settings);
        try {
            LinkedRuntime runtime = LinkedRuntime.link(
                    here.jdk(),
                    JavaApplication.code(project),
                    settings.list(MODULES),
                    project.output().resolve("drydock").resolve("modules"),
                    store.resolve("runtimes"),
                    here.use(store));
            if (runtime.release() < project.release()) {
                throw BuildFailure.ofBuild(
                        "<runtime>jlink</runtime> would link Java " + runtime.release() + " from "
                                + runtime.jdk().home() + ", but the application is compiled for " + project.release(),
                        "Run Maven with a newer JDK, or choose one with maven-toolchains-plugin.");
            }
            return Optional.of(runtime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BuildFailure.ofEnvironment("Interrupted", null, e);
        }
    }

    private static void refuseOtherPlatforms(Settings settings) {
        Platform here = Platform.current();
        for (Platform platform : Platforms.of(settings)) {
            if (!platform.os().equals(here.os()) || !platform.architecture().equals(here.architecture())) {
                throw BuildFailure.ofBuild(
                        "<runtime>jlink</runtime> links a Java runtime for " + here + ", and the image is to be for "
                                + platform,
                        "Build it on such a machine, or remove <runtime> and name a base image with Java for "
                                + platform + ".");
            }
        }
    }

    /** For {@link #prove}. */
    public static void note(Invocation here, LinkedRuntime runtime) {
        here.notes().put(NOTE, runtime);
    }

    /** Starts the image's Java once for each runtime made: a library nobody saw that it needs would be missed by the user only. */
    public static void prove(Invocation here, Workspace space, BuildEnvironment surroundings)
            throws InterruptedException {
        if (!(here.notes().remove(NOTE) instanceof LinkedRuntime runtime) || runtime.proved()) {
            return;
        }
        List<String> output = new ArrayList<>();
        ContainerRun start = ContainerRun.of(space.layout(), space.store())
                .withCommand(List.of(LinkedRuntime.HOME + "/bin/java", "-version"));
        // How it is executed was told if the build had a RUN, and matters to nobody otherwise.
        int exitCode = start.run(surroundings.withLog(new SilentBuildLog()), output::add);
        if (exitCode != 0) {
            throw BuildFailure.ofBuild(
                    "The linked Java runtime does not start in the image (" + ExitCode.describe(exitCode) + "):\n"
                            + String.join("\n", output),
                    "Add what is missing with <modules> or <files>, or remove <runtime>.");
        }
        try {
            runtime.prove();
        } catch (IOException e) {
            throw BuildFailure.ofCause("The cache directory " + space.store() + " cannot be written to", e);
        }
    }
}
