package dev.drydock.maven;

import dev.drydock.build.ContainerRun;
import dev.drydock.build.Workspace;
import java.nio.file.Files;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the built image as a container, without Docker: on the network of this machine, with its terminal, on a writable
 * layer that is thrown away. Ctrl-C stops it.
 *
 * @since 0.1.0
 */
@Mojo(name = "run", requiresProject = false, threadSafe = true)
final class RunMojo extends ImageMojo {

    /**
     * Arguments for the entrypoint in place of the image's CMD, separated by spaces; quotes keep spaces.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.args")
    String args;

    @Inject
    RunMojo(Invocation invocation) {
        super(invocation);
    }

    @Override
    void perform(Invocation here, Settings settings) throws InterruptedException, MojoFailureException {
        Workspace workspace = workspace(here, settings);
        if (!Files.exists(workspace.layout())) {
            noImage(here, workspace);
            return;
        }
        ContainerRun image = ContainerRun.of(workspace.layout(), workspace.store());
        List<String> arguments = settings.text("args").map(CommandLine::words).orElse(List.of());
        int exitCode = new ContainerRun(
                        image.layout(),
                        image.store(),
                        image.platform(),
                        image.entrypoint(),
                        arguments,
                        image.env(),
                        image.user(),
                        image.workdir(),
                        image.volumes())
                .run(surroundings(here, settings, buildLog(here)), null);
        if (exitCode != 0) {
            throw new MojoFailureException("The container ended with exit code " + exitCode);
        }
    }
}
