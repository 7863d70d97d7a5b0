package dev.drydock.maven.module;

import static dev.drydock.maven.settings.DrydockSettings.ANNOTATIONS;
import static dev.drydock.maven.settings.DrydockSettings.BUILD_ARGS;
import static dev.drydock.maven.settings.DrydockSettings.BUILD_CONTEXTS;
import static dev.drydock.maven.settings.DrydockSettings.CONTEXT;
import static dev.drydock.maven.settings.DrydockSettings.DOCKERFILE;
import static dev.drydock.maven.settings.DrydockSettings.LABELS;
import static dev.drydock.maven.settings.DrydockSettings.TARGET;

import dev.drydock.engine.ImageSource;
import dev.drydock.failure.BuildFailure;
import dev.drydock.frontend.NamedContext;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The Dockerfile of a module and what goes with it. */
public final class DockerfileLookup {

    private DockerfileLookup() {}

    /** Empty if none is configured and there is none where they usually are. */
    public static Optional<ImageSource> find(Invocation here, Settings settings) {
        Path context = settings.path(CONTEXT).orElse(here.base());
        Optional<Path> configured = settings.path(DOCKERFILE);
        if (configured.isPresent() && !Files.isRegularFile(configured.get())) {
            throw BuildFailure.ofBuild(
                    "drydock.dockerfile: the file " + configured.get() + " does not exist",
                    "A relative path starts at " + here.base() + ".");
        }
        if (!Files.isDirectory(context)) {
            throw BuildFailure.ofBuild(
                    "drydock.context: the directory " + context + " does not exist",
                    "A relative path starts at " + here.base() + ".");
        }
        return configured.or(() -> usual(here, context)).map(file -> source(here, settings, context, file));
    }

    /** The one that is taken if nothing else is said. */
    public static Optional<Path> usual(Invocation here, Path context) {
        Path base = here.hasPom() ? here.base() : context;
        for (String place : new String[] {"src/main/docker/Dockerfile", "Dockerfile"}) {
            if (Files.isRegularFile(base.resolve(place))) {
                return Optional.of(base.resolve(place));
            }
        }
        return Optional.empty();
    }

    private static ImageSource source(Invocation here, Settings settings, Path context, Path file) {
        Map<String, NamedContext> contexts = new LinkedHashMap<>();
        ReactorImages.known(here).forEach((name, layout) -> contexts.put(name, new NamedContext.Layout(layout, true)));
        settings.map(BUILD_CONTEXTS).forEach((name, value) -> {
            try {
                contexts.put(name, NamedContext.parse(value, settings.resolve(".")));
            } catch (IllegalArgumentException e) {
                throw BuildFailure.ofBuild(
                        "drydock.buildContext." + name + ": " + e.getMessage(),
                        "Write a directory, docker-image://NAME or oci-layout://DIRECTORY.");
            }
        });
        return new ImageSource.Dockerfile(
                context,
                file,
                settings.text(TARGET).orElse(""),
                settings.map(BUILD_ARGS),
                contexts,
                settings.map(LABELS),
                settings.map(ANNOTATIONS));
    }
}
