package dev.drydock.maven;

import dev.drydock.build.ContainerRun;
import dev.drydock.build.Workspace;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** Goals that run the built image. */
abstract class ContainerMojo extends ImageMojo {

    /**
     * Arguments for the entrypoint in place of the image's CMD, separated by spaces; quotes keep spaces.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.args")
    protected String args;

    /**
     * Variables for the container besides the image's: {@code <containerEnv><PORT>8081</PORT></containerEnv>}, or
     * {@code -Ddrydock.containerEnv.PORT=8081}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> containerEnv;

    ContainerMojo(Invocation invocation) {
        super(invocation);
    }

    static ContainerRun container(Workspace workspace, Settings settings) {
        ContainerRun image = ContainerRun.of(workspace.layout(), workspace.store());
        List<String> arguments =
                settings.text("args").map(line -> CommandLine.words(line)).orElse(List.of());
        return new ContainerRun(
                image.layout(),
                image.store(),
                image.platform(),
                image.entrypoint(),
                arguments,
                settings.map("containerEnv"),
                image.user(),
                image.workdir(),
                image.volumes());
    }
}
