package dev.drydock.maven.help;

import dev.drydock.maven.help.PluginDescription.Goal;
import dev.drydock.maven.settings.Setting;
import dev.drydock.maven.settings.SettingGroups;
import dev.drydock.maven.settings.SettingGroups.Group;
import dev.drydock.maven.settings.SettingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The answer of {@code drydock:help}: goals, and settings in the groups of the documentation. */
public final class HelpText {

    private static final String INDENT = "  ";

    private final PluginDescription plugin;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private HelpText(PluginDescription plugin, int width) {
        this.plugin = plugin;
        this.width = width;
    }

    /**
     * @param goal the only one to tell of; "" for all
     * @param settings whether to tell of these, too
     * @param width of a line, in characters; words that are longer stay whole
     * @return lines; empty if there is no such goal
     */
    public static List<String> of(PluginDescription plugin, String goal, boolean settings, int width) {
        return new HelpText(plugin, width).lines(goal, settings);
    }

    private List<String> lines(String wanted, boolean settings) {
        for (Goal goal : plugin.goals()) {
            if (wanted.isEmpty() || goal.name().equals(wanted)) {
                lines.add("drydock:" + goal.name() + (goal.phase().isEmpty() ? "" : "  (phase " + goal.phase() + ")"));
                paragraph(goal.description(), INDENT);
                lines.add("");
            }
        }
        if (settings && !lines.isEmpty()) {
            for (Group group : SettingGroups.all()) {
                group(group, wanted);
            }
        }
        return lines;
    }

    private void group(Group group, String goal) {
        boolean begun = false;
        for (Setting<?> setting : group.settings()) {
            if (goal.isEmpty() || plugin.goalsOf(setting).contains(goal)) {
                if (!begun) {
                    lines.add(group.title().toUpperCase(Locale.ROOT));
                    lines.add("");
                    begun = true;
                }
                setting(setting);
            }
        }
    }

    private void setting(Setting<?> setting) {
        String option = SettingWords.option(setting);
        lines.add(INDENT + (option.isEmpty() ? "" : option + "  ") + SettingWords.element(setting));
        paragraph(Objects.requireNonNullElse(plugin.settings().get(setting.name()), ""), INDENT + INDENT);
        String value = SettingWords.defaultValue(setting);
        paragraph(
                "Takes: " + SettingWords.type(setting) + "." + (value.isEmpty() ? "" : " Default: " + value + ".")
                        + " For " + plugin.goalsInWords(setting) + ".",
                INDENT + INDENT);
        lines.add("");
    }

    private void paragraph(String html, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : plain(html).split(" ")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        lines.add(line.toString());
    }

    private static String plain(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
