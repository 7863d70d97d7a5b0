package dev.drydock.maven.view;

import static dev.drydock.maven.settings.DrydockSettings.CONTEXT;
import static dev.drydock.maven.settings.DrydockSettings.DOCKERFILE;

import dev.drydock.maven.ci.JobLog;
import dev.drydock.maven.module.DockerfileLookup;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Failures as annotations of a run of GitHub Actions. */
public final class Annotations {

    private Annotations() {}

    /** @param message may begin with the name of the module's Dockerfile or POM and a line */
    public static void print(Invocation here, Settings settings, String goal, String message) {
        List<Path> files = new ArrayList<>();
        Optional<Path> dockerfile = settings.path(DOCKERFILE);
        if (dockerfile.isEmpty()) {
            dockerfile = DockerfileLookup.usual(here, settings.path(CONTEXT).orElse(here.base()));
        }
        dockerfile.ifPresent(files::add);
        if (here.hasPom()) {
            files.add(here.project().getFile().toPath());
        }
        Path workspace = here.environment("GITHUB_WORKSPACE").map(Path::of).orElse(here.base());
        JobLog.ofThisProcess().error(goal, message, files, workspace);
    }
}
