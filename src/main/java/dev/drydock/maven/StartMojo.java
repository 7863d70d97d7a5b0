package dev.drydock.maven;

import dev.drydock.build.StartedContainer;
import dev.drydock.build.Workspace;
import dev.drydock.failure.BuildFailure;
import dev.drydock.probe.Answers;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the built image as a container beside the build, without Docker, and waits until it is ready: for integration tests.
 * It has the network of this machine, so it is reached at {@code localhost} and the port it listens at. {@code stop} ends it,
 * and so does the end of Maven.
 *
 * @since 0.1.0
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
final class StartMojo extends ContainerMojo {

    private static final Duration TURN = Duration.ofMillis(100);

    /**
     * It is ready when it takes connections at this TCP port.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.port")
    String waitPort;

    /**
     * It is ready when this URL answers, with a status below 400.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.url")
    String waitUrl;

    /**
     * It is ready when a line it prints contains a match of this regular expression.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.log")
    String waitLog;

    /**
     * How long to wait for it at most.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.wait.time", defaultValue = "60s")
    String waitTime;

    @Inject
    StartMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws IOException, InterruptedException {
        Optional<Workspace> built = built(here, settings);
        if (built.isEmpty()) {
            return;
        }
        Workspace workspace = built.get();
        if (RunningContainers.of(here).has(settings.imageId())) {
            throw BuildFailure.ofBuild("The container of this image runs already", "Bind drydock:start only once.");
        }
        int port = port(settings);
        ContainerOutput output =
                ContainerOutput.to(workspace.output().resolve("container.log"), settings.text("waitLog"));
        StartedContainer container =
                container(workspace, settings).start(surroundings(here, settings, buildLog(here)), output::line);
        RunningContainers.of(here).put(settings.imageId(), container, output);
        try {
            Duration most =
                    Amounts.time("drydock.wait.time", settings.text("waitTime").orElse("60s"));
            await(container, output, port, settings, most);
        } catch (BuildFailure | InterruptedException e) {
            RunningContainers.of(here).remove(settings.imageId());
            container.close();
            output.close();
            throw e;
        }
    }

    private static int port(Settings settings) {
        String text = settings.text("waitPort").orElse("0");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw BuildFailure.ofBuild("drydock.wait.port: '" + text + "' is no port", "Write 1 to 65535.");
        }
        return Integer.parseInt(text);
    }

    private void await(StartedContainer container, ContainerOutput output, int port, Settings settings, Duration most)
            throws InterruptedException {
        long start = System.nanoTime();
        String url = settings.text("waitUrl").orElse("");
        boolean waits = port > 0 || !url.isEmpty() || settings.text("waitLog").isPresent();
        while (true) {
            if (container.ends(TURN)) {
                throw BuildFailure.ofBuild(
                        "The container ended with exit code " + container.exitCode() + " before it was ready"
                                + output.end(),
                        "All it printed is in " + output.file() + ".");
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (isReady(output, port, url)) {
                getLog().info("Container started" + (waits ? ", ready after " + Wording.time(waited) : "")
                        + "; it prints to " + output.file());
                return;
            }
            if (waited.compareTo(most) > 0) {
                throw BuildFailure.ofBuild(
                        "The container was not ready within " + Wording.time(most) + output.end(),
                        "All it printed is in " + output.file() + "; drydock.wait.time gives it more time.");
            }
        }
    }

    private static boolean isReady(ContainerOutput output, int port, String url) {
        try {
            return output.isReady()
                    && (port == 0 || Answers.port(port, Duration.ofSeconds(1)))
                    && (url.isEmpty() || Answers.url(url, Duration.ofSeconds(5)));
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild("drydock.wait.url: " + e.getMessage(), "Write http://localhost:8080/health.");
        }
    }
}
