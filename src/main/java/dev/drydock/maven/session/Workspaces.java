package dev.drydock.maven.session;

import static dev.drydock.maven.settings.DrydockSettings.CACHE_DIRECTORY;
import static dev.drydock.maven.settings.DrydockSettings.LAYOUT_DIRECTORY;

import dev.drydock.engine.Workspace;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an image of a module, and what is remembered of its builds, are kept: below {@code target} and in the store of the
 * user.
 */
@StartUp
public final class Workspaces {

    private Workspaces() {}

    /** The directories of the image that the settings are about; none is created. */
    public static Workspace of(Invocation here, Settings settings) {
        String id = settings.imageId();
        Path output = id.isEmpty() ? here.output() : here.output().resolve(id);
        Path cache = here.output().resolve("cache");
        Path layout = settings.path(LAYOUT_DIRECTORY).orElse(output.resolve("image"));
        return new Workspace(output, layout, cache, store(here, settings));
    }

    private static Path store(Invocation here, Settings settings) {
        Optional<Path> configured = settings.path(CACHE_DIRECTORY);
        if (configured.isPresent()) {
            return configured.get();
        }
        Optional<String> caches = here.environment("XDG_CACHE_HOME");
        return (caches.isPresent() ? Path.of(caches.get()) : here.userHome().resolve(".cache")).resolve("drydock");
    }
}
