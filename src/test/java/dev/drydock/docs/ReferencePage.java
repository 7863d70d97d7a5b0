package dev.drydock.docs;

import dev.drydock.maven.help.PluginDescription;
import dev.drydock.maven.help.PluginDescription.Goal;
import dev.drydock.maven.settings.Setting;
import dev.drydock.maven.settings.SettingGroups;
import dev.drydock.maven.settings.SettingGroups.Group;
import dev.drydock.maven.settings.SettingWords;
import java.util.Objects;

/** The page of all goals and settings, from the descriptor with descriptions in HTML that Maven's plugin tools write. */
final class ReferencePage {

    private static final String BEGIN = """
            # Goals and settings

            <!-- Generated from the plugin's descriptor; the descriptions are those of the goals' classes. See CONTRIBUTING.md. -->

            `mvn drydock:help -Ddetail` prints the same on the command line.

            ## Goals

            | goal | phase | what it does |
            |---|---|---|
            """;

    private static final String HOW_TO_SET = """

            ## How to set them

            You can give every setting in three ways: on the command line (`-Ddrydock.target=web`), in the plugin's `<configuration>` or
            inside `<image>` (`<target>web</target>`), or as a property of the project or of a profile. The command line beats the POM,
            and the POM beats properties. The element is named after the property: `drydock.push.skip` is `<pushSkip>`.

            - A **list** is `<tags><tag>a</tag><tag>b</tag></tags>` or, also on the command line, `a,b`.
            - A **map** is `<env><NAME>value</NAME></env>`; on the command line each entry has a property of its own,
              `-Ddrydock.env.NAME=value`. A name that cannot be an element goes into
              `<property><name>a/b</name><value>value</value></property>`.
            - A **duration** is a number with `s`, `min`, `h`, `d` or `w`; a **size** is a number with `MB` or `GB`.
            - A **path** is relative to the folder of the POM.

            An element that does not exist is refused, with the nearest one that does. So is an element that holds something the
            setting cannot take, such as text where elements belong.

            `${…}` is replaced wherever a value comes from, `.mvn/maven.config` included. An expression that stands for nothing causes a
            warning, or an error in the name of an image; `$${…}` is the text itself. Commands keep the variables of their shell.
            """;

    private final PluginDescription plugin;
    private final StringBuilder page = new StringBuilder();

    private ReferencePage(PluginDescription plugin) {
        this.plugin = plugin;
    }

    static String of(PluginDescription plugin) {
        return new ReferencePage(plugin).render();
    }

    private String render() {
        page.append(BEGIN);
        for (Goal goal : plugin.goals()) {
            page.append("| `drydock:%s` | %s | %s |\n"
                    .formatted(
                            goal.name(),
                            goal.phase().isEmpty() ? "–" : "`" + goal.phase() + "`",
                            cell(markdown(goal.description()))));
        }
        page.append(HOW_TO_SET);
        for (Group group : SettingGroups.all()) {
            page.append("\n## ").append(group.title()).append('\n');
            group.settings().forEach(this::setting);
        }
        return page.toString();
    }

    private void setting(Setting<?> setting) {
        String title = setting.property().isEmpty() ? "<" + setting.name() + ">" : property(setting);
        page.append("\n### `").append(title).append("`\n\n");
        page.append(markdown(Objects.requireNonNullElse(plugin.settings().get(setting.name()), "")))
                .append("\n\n");
        page.append("`").append(SettingWords.element(setting)).append("` · ").append(SettingWords.type(setting));
        if (!SettingWords.defaultValue(setting).isEmpty()) {
            page.append(" · default `")
                    .append(SettingWords.defaultValue(setting))
                    .append('`');
        }
        page.append(" · for ").append(plugin.goalsInWords(setting)).append('\n');
    }

    private static String property(Setting<?> setting) {
        return setting.property() + (setting.property().endsWith(".") ? "NAME" : "");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Markdown for the little HTML that Javadoc's {@code @code} becomes. */
    static String markdown(String html) {
        return html.replaceAll("</?code>", "`")
                .replaceAll("</?p>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }
}
