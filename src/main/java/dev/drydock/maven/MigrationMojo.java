package dev.drydock.maven;

import dev.drydock.maven.migrate.Migration;
import dev.drydock.maven.session.Invocation;
import dev.drydock.maven.settings.Settings;
import java.util.List;

/** The common part of the goals that print the configuration of another plugin as one of ours. */
abstract class MigrationMojo extends DrydockMojo {

    private final String key;

    /** @param key of the other plugin, {@code group:artifact} */
    MigrationMojo(Invocation invocation, String key) {
        super(invocation);
        this.key = key;
    }

    @Override
    void perform(Invocation here, Settings settings) {
        List<String> messages = here.hasPom()
                ? Migration.messages(
                        key, here.project(), here.base(), here.properties(), here.pluginVersion(), here.notesOfRun())
                : List.of();
        if (messages.isEmpty()) {
            nothing(
                    here,
                    "The POM of " + here.base() + " does not name the plugin " + key,
                    "No module of this build names the plugin " + key,
                    "Run the goal in a project that is still configured for it.");
        }
        messages.forEach(getLog()::info);
    }
}
