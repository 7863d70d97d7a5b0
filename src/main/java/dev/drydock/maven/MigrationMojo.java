package dev.drydock.maven;

import dev.drydock.maven.migrate.Converted;
import dev.drydock.maven.migrate.Facts;
import dev.drydock.maven.migrate.OtherConfiguration;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.project.MavenProject;

/** What the goals have in common that print the configuration of another plugin as one of ours. */
abstract class MigrationMojo extends DrydockMojo {

    private final String key;

    /** @param key of the other plugin, {@code group:artifact} */
    MigrationMojo(Invocation invocation, String key) {
        super(invocation);
        this.key = key;
    }

    abstract Converted convert(OtherConfiguration other, Facts facts);

    @Override
    void perform(Invocation here, Settings settings) {
        Optional<OtherConfiguration> other =
                here.hasPom() ? OtherConfiguration.of(here.project(), key) : Optional.empty();
        if (other.isEmpty()) {
            nothing(
                    here,
                    "The POM of " + here.base() + " does not name the plugin " + key,
                    "No module of this build names the plugin " + key,
                    "Run the goal in a project that is still configured for it.");
            return;
        }
        Converted converted = convert(other.get(), facts(here));
        List<String> plugin = converted.plugin(here.pluginVersion());
        Map<String, Object> notes = here.notesOfRun();
        Object same =
                notes.putIfAbsent("drydock.migration " + plugin, here.project().getArtifactId());
        if (same != null && !same.equals(here.project().getArtifactId())) {
            getLog().info("The configuration is that of " + same + ", printed above");
            return;
        }
        String end = System.lineSeparator();
        getLog().info(key + " of " + here.project().getArtifactId() + " is, for Drydock:" + end + end
                + String.join(end, plugin) + end);
        for (String each : other.get().bound()) {
            getLog().info("- " + each);
        }
        if (converted.told().isEmpty()) {
            getLog().info("Everything has a counterpart.");
        } else {
            getLog().info("Besides:");
        }
        for (String each : converted.told()) {
            getLog().info("- " + each);
        }
    }

    private static Facts facts(Invocation here) {
        MavenProject project = here.project();
        return new Facts(
                project.getGroupId(),
                project.getArtifactId(),
                project.getVersion(),
                project.getPackaging(),
                here.base(),
                Path.of(project.getBuild().getDirectory()),
                project.getBuild().getFinalName(),
                here.properties());
    }
}
