package dev.drydock.maven.module;

import dev.drydock.maven.session.ModuleLibraries;
import dev.drydock.maven.settings.Settings;
import dev.drydock.startup.StartUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.model.PluginManagement;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Another plugin as a POM configures it for all its goals, or for one of them; expressions in values are replaced. */
@StartUp
final class OtherPlugin {

    static final String SPRING_BOOT = ModuleLibraries.SPRING_BOOT;

    private final Plugin plugin;
    private final boolean used;
    private final @Nullable Xpp3Dom configuration;
    private final Settings settings;

    private OtherPlugin(Plugin plugin, boolean used, @Nullable Object configuration, Settings settings) {
        this.plugin = plugin;
        this.used = used;
        this.configuration = configuration instanceof Xpp3Dom dom ? dom : null;
        this.settings = settings;
    }

    /** Configured for all its goals; empty unless the project uses it. */
    static Optional<OtherPlugin> of(MavenProject project, String key, Settings settings) {
        Plugin plugin = project.getPlugin(key);
        return plugin == null
                ? Optional.empty()
                : Optional.of(new OtherPlugin(plugin, true, plugin.getConfiguration(), settings));
    }

    /**
     * As the first execution of a goal has it. A plugin the project does not use may be there for the command line only, so
     * that {@code pluginManagement} is looked into as well.
     */
    static Optional<OtherPlugin> of(MavenProject project, String key, String goal, Settings settings) {
        Plugin plugin = project.getPlugin(key);
        boolean used = plugin != null;
        PluginManagement managed = project.getPluginManagement();
        if (plugin == null && managed != null) {
            plugin = managed.getPluginsAsMap().get(key);
        }
        if (plugin == null) {
            return Optional.empty();
        }
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getGoals().contains(goal) && !"none".equals(execution.getPhase())) {
                return Optional.of(new OtherPlugin(plugin, used, execution.getConfiguration(), settings));
            }
        }
        return Optional.of(new OtherPlugin(plugin, used, plugin.getConfiguration(), settings));
    }

    /** Whether the project uses it, and its parents do not only manage it. */
    boolean used() {
        return used;
    }

    /** "" if the POM leaves that to Maven. */
    String version() {
        return plugin.getVersion() == null ? "" : plugin.getVersion();
    }

    /** "" if it is not configured, or blank. */
    String text(String... path) {
        Xpp3Dom at = configuration;
        for (String name : path) {
            at = at == null ? null : at.getChild(name);
        }
        return text(at);
    }

    /** Elements in an element: of each the texts of the elements asked for, "" where there is none. */
    List<List<String>> items(String name, String... elements) {
        Xpp3Dom list = configuration == null ? null : configuration.getChild(name);
        if (list == null) {
            return List.of();
        }
        List<List<String>> items = new ArrayList<>();
        for (Xpp3Dom item : list.getChildren()) {
            List<String> texts = new ArrayList<>();
            for (String element : elements) {
                texts.add(text(item.getChild(element)));
            }
            items.add(texts);
        }
        return items;
    }

    private String text(@Nullable Xpp3Dom element) {
        String value = element == null ? null : element.getValue();
        return value == null || value.isBlank() ? "" : settings.evaluated(value.strip());
    }
}
