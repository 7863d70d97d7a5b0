package dev.drydock.maven;

import static dev.drydock.maven.settings.DrydockSettings.ARGS;

import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.CommandLine;
import dev.drydock.maven.settings.Settings;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Goals that run the built image. The classes that run it are in no signature here: Maven loads the classes in signatures of all
 * goals whichever it is to carry out.
 */
abstract class ContainerMojo extends ImageMojo {

    /**
     * Arguments for the entrypoint in place of the image's CMD, separated by spaces; quotes keep spaces together.
     *
     * @since 0.1.0
     */
    @Parameter(property = "drydock.args")
    protected String args;

    /**
     * Environment variables for the container in addition to the image's: {@code
     * <containerEnv><PORT>8081</PORT></containerEnv>}, or {@code -Ddrydock.containerEnv.PORT=8081}.
     *
     * @since 0.1.0
     */
    @Parameter
    protected Map<String, String> containerEnv;

    ContainerMojo(Invocation invocation) {
        super(invocation);
    }

    static List<String> arguments(Settings settings) {
        return settings.text(ARGS)
                .map(line -> CommandLine.words(ARGS.property(), line))
                .orElse(List.of());
    }
}
