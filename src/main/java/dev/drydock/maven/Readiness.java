package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.WAIT_LOG;
import static dev.drydock.maven.settings.DrydockSettings.WAIT_PORT;
import static dev.drydock.maven.settings.DrydockSettings.WAIT_TIME;
import static dev.drydock.maven.settings.DrydockSettings.WAIT_URL;

import dev.drydock.container.StartedContainer;
import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.ExitCode;
import dev.drydock.maven.log.ContainerOutput;
import dev.drydock.maven.log.Wording;
import dev.drydock.maven.settings.Settings;
import dev.drydock.probe.Probe;
import java.time.Duration;
import org.apache.maven.plugin.logging.Log;

/**
 * When a started container is ready: a port takes connections, a URL answers, a line was printed; at once if nothing is
 * waited for.
 */
final class Readiness {

    private static final Duration TURN = Duration.ofMillis(100);

    private final int port;
    private final String url;
    private final boolean waits;
    private final Duration most;

    private Readiness(int port, String url, boolean waits, Duration most) {
        this.port = port;
        this.url = url;
        this.waits = waits;
        this.most = most;
    }

    static Readiness of(Settings settings) {
        int port = port(settings);
        String url = settings.text(WAIT_URL).orElse("");
        return new Readiness(
                port, url, port > 0 || !url.isEmpty() || settings.text(WAIT_LOG).isPresent(), settings.time(WAIT_TIME));
    }

    private static int port(Settings settings) {
        String text = settings.text(WAIT_PORT).orElse("0");
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw BuildFailure.ofBuild(
                    "drydock.wait.port: '" + text + "' is not a port", "Write a number from 1 to 65535.");
        }
        return Integer.parseInt(text);
    }

    /** @throws BuildFailure if it ends before, or is not ready in time */
    void await(StartedContainer container, ContainerOutput output, Log log) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            if (container.ends(TURN)) {
                String meaning = ExitCode.meaning(container.exitCode());
                throw BuildFailure.ofBuild(
                        "The container ended with " + ExitCode.describe(container.exitCode()) + " before it was ready"
                                + output.end(),
                        (meaning == null ? "" : meaning + " ") + "All it printed is in " + output.file() + ".");
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (isReached(output)) {
                log.info("Container started" + (waits ? ", ready after " + Wording.time(waited) : "")
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

    private boolean isReached(ContainerOutput output) {
        try {
            return output.isReady()
                    && (port == 0 || Probe.port(port, Duration.ofSeconds(1)))
                    && (url.isEmpty() || Probe.url(url, Duration.ofSeconds(5)));
        } catch (IllegalArgumentException e) {
            throw BuildFailure.ofBuild("drydock.wait.url: " + e.getMessage(), "Write http://localhost:8080/health.");
        }
    }
}
