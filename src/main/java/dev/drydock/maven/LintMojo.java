package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.LINT_FAIL_ON;

import dev.drydock.engine.ImageSource;
import dev.drydock.engine.source.BuildChecks;
import dev.drydock.engine.source.DockerfileSource;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.module.DockerfileLookup;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Choices.FailOn;
import dev.drydock.maven.settings.ImageDescription;
import dev.drydock.maven.settings.Platforms;
import dev.drydock.maven.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the build checks on the Dockerfile, those of {@code docker build --check}, and prints a warning for each rule that is
 * broken. Builds nothing and needs no registry.
 *
 * @since 0.1.0
 */
@Mojo(name = "lint", requiresProject = false, threadSafe = true, configurator = LeaveFieldsAlone.HINT)
final class LintMojo extends ImageMojo {

    /**
     * Whether the build checks fail the build: {@code never} prints warnings only, {@code warning} fails the build at any
     * warning, before anything is built. A Dockerfile with {@code # check=error=true} fails at its warnings in any case.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.lint.failOn", defaultValue = "never")
    String lintFailOn;

    private boolean checked;

    @Inject
    LintMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException {
        FailOn failOn = settings.choice(LINT_FAIL_ON);
        Optional<ImageSource.Dockerfile> source = ImageDescription.by(settings)
                ? Optional.empty()
                : DockerfileLookup.find(here, settings).map(ImageSource.Dockerfile.class::cast);
        if (source.isEmpty()) {
            String nothing = "No Dockerfile to check in " + here.base();
            if (here.mayHaveNoImage()) {
                getLog().debug(nothing);
            } else {
                getLog().info(nothing);
            }
            return;
        }
        checked = true;
        BuildChecks checks = DockerfileSource.check(source.get(), Platforms.of(settings));
        MavenBuildLog log = buildLog(here, settings);
        List<String> lines = checks.lines();
        lines.forEach(log::warning);
        checks.enforce();
        String count = lines.isEmpty() ? "no warnings" : lines.size() == 1 ? "1 warning" : lines.size() + " warnings";
        if (failOn == FailOn.WARNING) {
            BuildChecks.refuse(lines);
        }
        getLog().info(checks.fileName() + ": " + count);
    }

    /** Modules without a Dockerfile are passed over quietly, but somebody who asked for checks shall know that there were none. */
    @Override
    void finish(Invocation here) {
        if (!checked && here.direct() && here.mayHaveNoImage()) {
            getLog().info("No Dockerfile to check in any module");
        }
    }
}
