package dev.drydock.engine;

import dev.drydock.image.Platform;
import dev.drydock.image.Reference;
import dev.drydock.startup.StartUp;
import java.util.List;
import java.util.Map;

/**
 * Everything a build is asked for.
 *
 * @param names what the image is called: the main reference first, further tags after it; at least one
 * @param platforms one image each, joined by an index if there are several; at least one
 * @param secrets by id
 */
@StartUp
public record BuildRequest(
        ImageSource source,
        List<Reference> names,
        List<Platform> platforms,
        Workspace workspace,
        BuildOptions options,
        Map<String, Secret> secrets) {

    public BuildRequest {
        if (names.isEmpty() || platforms.isEmpty()) {
            throw new IllegalArgumentException("an image needs a name and a platform");
        }
        names = List.copyOf(names);
        platforms = List.copyOf(platforms);
        secrets = Map.copyOf(secrets);
    }

    /** For this machine's platform, with the defaults. */
    public static BuildRequest of(ImageSource source, Reference name, Workspace workspace) {
        return new BuildRequest(
                source, List.of(name), List.of(Platform.current()), workspace, BuildOptions.DEFAULTS, Map.of());
    }

    public BuildRequest withSource(ImageSource value) {
        return new BuildRequest(value, names, platforms, workspace, options, secrets);
    }

    public BuildRequest withNames(List<Reference> value) {
        return new BuildRequest(source, value, platforms, workspace, options, secrets);
    }

    public BuildRequest withPlatforms(List<Platform> value) {
        return new BuildRequest(source, names, value, workspace, options, secrets);
    }

    public BuildRequest withOptions(BuildOptions value) {
        return new BuildRequest(source, names, platforms, workspace, value, secrets);
    }

    public BuildRequest withSecrets(Map<String, Secret> value) {
        return new BuildRequest(source, names, platforms, workspace, options, value);
    }
}
