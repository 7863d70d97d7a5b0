package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.SANDBOX;
import static dev.drydock.maven.settings.DrydockSettings.TRACE;
import static dev.drydock.maven.settings.DrydockSettings.WORKER_IMAGE;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.log.StatusLine;
import dev.drydock.maven.module.ExpectedImage;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Settings;
import dev.drydock.progress.BuildLog;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Goals about an image: what it is called, where it is kept, how registries are reached. */
@StartUp
abstract class ImageMojo extends DrydockMojo {

    /**
     * The image: its name as text, {@code <image>me/app:1.0</image>}, or as {@code <name>} among other settings of this
     * page, {@code <image><name>me/app:1.0</name><target>web</target></image>}. Docker Hub when no registry is named. By
     * default the artifact's id and version; without a POM, the name of the folder.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.image")
    protected PlexusConfiguration image;

    /**
     * Further tags of the image.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.tags")
    protected List<String> tags;

    /**
     * Where the image is kept as an OCI image layout; by default {@code target/drydock/image}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.layoutDirectory")
    protected File layoutDirectory;

    /**
     * The machine-wide store of base images and results of RUN; by default {@code drydock} in {@code $XDG_CACHE_HOME} or in
     * {@code ~/.cache}. Any number of builds share it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.cacheDirectory")
    protected File cacheDirectory;

    /**
     * Registries, as {@code host} or {@code host:port}, that may be spoken to in plain HTTP or with a certificate nobody
     * vouches for. Those on this machine's loopback addresses always may.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.insecureRegistries")
    protected List<String> insecureRegistries;

    /**
     * PEM files of certificate authorities to trust besides the JVM's: for registries, proxies and what {@code ADD} fetches.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.caCertificates")
    protected List<String> caCertificates;

    /**
     * Registries asked in place of others, as {@code docker.io=mirror.example/hub}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.registryMirrors")
    protected List<String> registryMirrors;

    /**
     * User name at the registry of the image. Better kept in {@code settings.xml}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.username")
    protected String username;

    /**
     * Password or token at the registry of the image. Better kept in {@code settings.xml}, encrypted.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.password")
    protected String password;

    /**
     * How RUN is executed: {@code auto} takes the best way this machine allows and says which.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sandbox", defaultValue = "auto")
    protected String sandbox;

    /**
     * An image with Java 17 or newer that Docker or Podman has or can pull, for where RUN is executed in a container of theirs:
     * needed on macOS and Windows; on Linux Drydock makes one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.workerImage")
    protected String workerImage;

    /**
     * A file that gets a span of time for each step, pull, push and look-up in the shared cache, in Chrome's trace format: open it in
     * {@code ui.perfetto.dev}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.trace")
    protected File trace;

    ImageMojo(Invocation invocation) {
        super(invocation);
    }

    /** Where the built image is; empty in a module that cannot have one. */
    Optional<Workspace> built(Invocation here, Settings settings) {
        Workspace workspace = Workspaces.of(here, settings);
        if (Files.exists(workspace.layout())) {
            return Optional.of(workspace);
        }
        noImage(here, settings, workspace);
        return Optional.empty();
    }

    /** Ends quietly in a module that cannot have an image, loudly where one was to be expected. */
    void noImage(Invocation here, Settings settings, Workspace workspace) {
        String what = "There is no image in " + workspace.layout();
        String hint = "Build it first: mvn package, or mvn drydock:build.";
        if (ExpectedImage.in(here, settings)) {
            throw BuildFailure.ofBuild(what, hint);
        }
        nothing(here, what, "There is no image in any module of this build", hint);
    }

    BuildEnvironment surroundings(Invocation here, Settings settings, BuildLog log) {
        Optional<Path> trace = settings.path(TRACE);
        return new BuildEnvironment(
                RegistryAccess.options(here, settings),
                settings.choice(SANDBOX),
                trace.isPresent() ? Traces.of(trace.get(), here, log) : log,
                System.getenv(),
                settings.text(WORKER_IMAGE).orElse(""));
    }

    MavenBuildLog buildLog(Invocation here) {
        String prefix = here.parallel() && here.hasPom() ? here.project().getArtifactId() + ": " : "";
        return new MavenBuildLog(
                getLog(), prefix, StatusLine.of(here.interactive() && !here.parallel(), getLog(), prefix));
    }
}
