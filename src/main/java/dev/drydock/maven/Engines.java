package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.ENGINE;

import dev.drydock.buildkit.BuildKitBuild;
import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.BuildRequest;
import dev.drydock.engine.BuildResult;
import dev.drydock.engine.ImageSource;
import dev.drydock.engine.build.Builder;
import dev.drydock.failure.BuildFailure;
import dev.drydock.inventory.KnownArtifacts;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.BuildKitSettings;
import dev.drydock.maven.settings.Settings;
import java.util.Locale;

/** Has an image built by the engine that {@code drydock.engine} names; loaded only where that is given. */
final class Engines {

    private static final String DRYDOCK = "drydock";
    private static final String BUILDKIT = "buildkit";

    private Engines() {}

    static BuildResult build(
            Invocation here,
            Settings settings,
            BuildRequest request,
            BuildEnvironment surroundings,
            Builder drydock,
            KnownArtifacts artifacts)
            throws InterruptedException {
        String named = settings.text(ENGINE).orElse(DRYDOCK);
        String engine = named.toLowerCase(Locale.ROOT);
        if (!engine.equals(DRYDOCK) && !engine.equals(BUILDKIT)) {
            throw BuildFailure.ofBuild(
                    "drydock.engine: '" + named + "' is no engine here",
                    "Choose one of " + DRYDOCK + ", " + BUILDKIT + ".");
        }
        if (engine.equals(BUILDKIT) && request.source() instanceof ImageSource.Dockerfile dockerfile) {
            BuildKitSettings.check(settings, here.offline(), DescribedMojo.lockFile(here, settings));
            BuildKitSettings.withoutEffect(settings).ifPresent(surroundings.log()::note);
            return new BuildKitBuild(surroundings, artifacts).build(request, dockerfile);
        }
        return drydock.build(request);
    }
}
