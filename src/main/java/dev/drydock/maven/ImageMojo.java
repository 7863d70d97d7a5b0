package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.PROGRESS;
import static dev.drydock.maven.settings.DrydockSettings.SANDBOX;
import static dev.drydock.maven.settings.DrydockSettings.TRACE;
import static dev.drydock.maven.settings.DrydockSettings.WORKER_IMAGE;

import dev.drydock.engine.BuildEnvironment;
import dev.drydock.engine.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.maven.ci.CiService;
import dev.drydock.maven.log.MavenBuildLog;
import dev.drydock.maven.log.Status;
import dev.drydock.maven.module.ExpectedImage;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.session.RegistryAccess;
import dev.drydock.maven.session.Workspaces;
import dev.drydock.maven.settings.Choices.Progress;
import dev.drydock.maven.settings.Settings;
import dev.drydock.maven.view.Annotations;
import dev.drydock.maven.view.Statuses;
import dev.drydock.progress.BuildLog;
import dev.drydock.startup.StartUp;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Goals about an image: what it is called, where it is kept, how registries are reached. */
@StartUp
abstract class ImageMojo extends DrydockMojo {

    /**
     * The name of the image: {@code <image>registry.example/team/app:1.0</image>}. Without a registry in the name it is
     * Docker Hub's. As an element with elements in it, it holds the name and any other settings of the image: {@code
     * <image><name>me/app:1.0</name><target>web</target></image>}. By default the artifact's id and version; without a POM,
     * the name of the folder.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.image")
    protected PlexusConfiguration image;

    /**
     * Further tags for the image, such as {@code latest}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.tags")
    protected List<String> tags;

    /**
     * Where the built image is kept, as an OCI image layout. By default {@code target/drydock/image}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.layoutDirectory")
    protected File layoutDirectory;

    /**
     * The store for base images, results of RUN, downloads and linked runtimes, shared by all builds on this machine. By
     * default {@code drydock} in {@code $XDG_CACHE_HOME} or in {@code ~/.cache}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.cacheDirectory")
    protected File cacheDirectory;

    /**
     * Registries, as {@code host} or {@code host:port}, that may use plain HTTP or a certificate that is not trusted.
     * Registries on loopback addresses always may.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.insecureRegistries")
    protected List<String> insecureRegistries;

    /**
     * PEM files with certificate authorities to trust in addition to the JVM's: for registries, for proxies and for what
     * {@code ADD} downloads.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.caCertificates")
    protected List<String> caCertificates;

    /**
     * Registries to pull from instead of others, such as {@code docker.io=mirror.example/hub}. The registry itself is asked
     * last.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.registryMirrors")
    protected List<String> registryMirrors;

    /**
     * User name for the registry of the image. {@code settings.xml} is a better place for it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.username")
    protected String username;

    /**
     * Password or token for the registry of the image. {@code settings.xml}, encrypted, is a better place for it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.password")
    protected String password;

    /**
     * How RUN is executed. {@code auto} takes the best way this machine allows; the log says which if it is not the best of
     * all. {@code mvn drydock:doctor} tries them all.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.sandbox", defaultValue = "auto")
    protected String sandbox;

    /**
     * An image with Java 17 or newer that Docker or Podman has or can pull, such as {@code
     * docker.io/library/eclipse-temurin:17-jre}. It is used where RUN is executed in a container of theirs: set it on macOS
     * and Windows; on Linux, Drydock makes one.
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

    /**
     * How what is under way is shown. {@code auto} shows it on a terminal in lines that are updated in place, and elsewhere in
     * plain lines; with GitHub Actions and GitLab the lines of a build fold. {@code plain} never does any of that; {@code tty}
     * updates lines on any terminal.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.progress", defaultValue = "auto")
    protected String progress;

    private final List<Status> statuses = new ArrayList<>();

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

    MavenBuildLog buildLog(Invocation here, Settings settings) {
        String prefix = here.parallel() && here.hasPom() ? here.project().getArtifactId() + ": " : "";
        Status status = Statuses.of(here, settings.choice(PROGRESS), getLog(), prefix);
        statuses.add(status);
        return new MavenBuildLog(getLog(), prefix, status);
    }

    @Override
    void ends() {
        for (Status status : statuses) {
            status.rest();
        }
    }

    @Override
    void failed(Invocation here, Settings settings, String message) {
        if (Statuses.service(here) != CiService.GITHUB) {
            return;
        }
        try {
            if (settings.choice(PROGRESS) != Progress.PLAIN) {
                Annotations.print(here, settings, here.goal(), message);
            }
        } catch (BuildFailure e) {
            // A setting is wrong that is needed for an annotation: Maven's own error says what there is to say.
        }
    }
}
