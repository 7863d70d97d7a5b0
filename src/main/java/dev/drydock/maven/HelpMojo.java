package dev.drydock.maven;

import dev.drydock.maven.help.HelpText;
import dev.drydock.maven.help.PluginDescription;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists the goals and, with {@code -Ddetail}, all settings in the groups of the documentation. With {@code -Dgoal=push} it
 * describes one goal and its settings.
 *
 * @since 0.1.0
 */
@Mojo(name = "help", requiresProject = false, threadSafe = true)
final class HelpMojo extends AbstractMojo {

    private static final String DESCRIPTOR = "/META-INF/maven/plugin.xml";

    /**
     * Describes settings as well.
     *
     * @since 0.1.0
     */
    @Parameter(property = "detail", defaultValue = "false")
    boolean detail;

    /**
     * The goal to describe. By default all are.
     *
     * @since 0.1.0
     */
    @Parameter(property = "goal")
    String goal;

    /**
     * The length of lines, in characters.
     *
     * @since 0.1.0
     */
    @Parameter(property = "lineLength", defaultValue = "100")
    int lineLength;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        String wanted = Objects.requireNonNullElse(goal, "").replaceFirst("^drydock:", "");
        try (InputStream in = Objects.requireNonNull(HelpMojo.class.getResourceAsStream(DESCRIPTOR), DESCRIPTOR)) {
            PluginDescription plugin = PluginDescription.read(in);
            List<String> text = HelpText.of(plugin, wanted, detail || !wanted.isEmpty(), lineLength);
            if (text.isEmpty()) {
                throw new MojoFailureException("There is no goal '" + wanted + "'" + System.lineSeparator()
                        + "  'mvn drydock:help' lists them all.");
            }
            text.forEach(getLog()::info);
            if (!detail && wanted.isEmpty()) {
                getLog().info("Settings: mvn drydock:help -Ddetail, or for one goal mvn drydock:help -Dgoal=push");
            }
        } catch (IOException e) {
            throw new MojoExecutionException("The help of Drydock cannot be read: " + e.getMessage(), e);
        }
    }
}
