package dev.drydock.maven.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A setting in words, for documentation. */
public final class SettingWords {

    private SettingWords() {}

    /** Its type, as in "a path"; a choice with everything there is to choose from. */
    public static String type(Setting<?> setting) {
        return switch (setting.shape()) {
            case TEXT -> "text";
            case PATH -> "path";
            case TIME -> "duration";
            case SIZE -> "size";
            case CHOICE -> choices(setting);
            case FLAG -> "true or false";
            case LIST -> "list";
            case MAP -> "map";
            case IMAGE, IMAGES, NESTED -> "elements";
        };
    }

    /** As users write it; "" if there is none, or none that can be written. */
    public static String defaultValue(Setting<?> setting) {
        return Objects.requireNonNullElse(setting.defaultText(), "");
    }

    /** On the command line, {@code -Ddrydock.target=...}; "" if only a POM can say it. */
    public static String option(Setting<?> setting) {
        if (setting.property().isEmpty()) {
            return "";
        }
        return "-D" + setting.property() + (setting.shape() == Setting.Shape.MAP ? "NAME" : "") + "=...";
    }

    /** In a POM, {@code <target>...</target>}. */
    public static String element(Setting<?> setting) {
        return setting.example(setting.shape() == Setting.Shape.MAP ? "value" : "...");
    }

    private static String choices(Setting<?> setting) {
        List<String> words = new ArrayList<>();
        for (Object choice : setting.choices()) {
            words.add(Setting.written((Enum<?>) choice));
        }
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
