package dev.drydock.maven.settings;

import dev.drydock.failure.BuildFailure;
import dev.drydock.failure.Nearest;
import dev.drydock.maven.settings.Setting.Shape;
import dev.drydock.startup.StartUp;
import java.util.List;

/** The part of {@link ConfigurationShapes} about settings whose elements have names of their own. */
@StartUp
final class NestedShapes {

    /** Elements of {@code <healthcheck>}, see {@link Healthchecks}. */
    private static final List<String> HEALTHCHECK = List.of("cmd", "interval", "timeout", "startPeriod", "retries");

    /** Elements of a set of {@code <files>}, see {@link FileSets}. */
    private static final List<String> FILE_SET = List.of(
            "from",
            "libraries",
            "excludeLibraries",
            "stripVersion",
            "unpack",
            "into",
            "includes",
            "excludes",
            "owner",
            "mode");

    /** Those of a set that may have elements in them. */
    private static final List<String> FILE_SET_LISTS = List.of("libraries", "excludeLibraries", "includes", "excludes");

    /** Elements of a {@code <pluginExtension>}, see {@link ExtensionSettings}. */
    private static final List<String> EXTENSION = List.of("implementation", "properties", "configuration");

    private NestedShapes() {}

    /** @throws BuildFailure naming the first element that cannot be understood, and how to write it */
    static void check(Setting<?> setting, XmlElement element, String where) {
        String inside = "<" + setting.name() + ">";
        if (setting == DrydockSettings.PLUGIN_EXTENSIONS) {
            extensions(setting, element, where);
            return;
        }
        if (setting != DrydockSettings.FILES) {
            parts(element, inside, HEALTHCHECK, List.of());
            return;
        }
        if (element.children().isEmpty() && !element.isEmpty()) {
            throw BuildFailure.ofBuild(
                    ConfigurationShapes.shown(element, where) + " holds text, but takes sets",
                    ConfigurationShapes.hint(setting));
        }
        for (XmlElement set : element.children()) {
            ConfigurationShapes.refuseAttributes(set, inside, ConfigurationShapes.hint(setting));
            if (!set.isEmpty() && set.children().isEmpty()) {
                throw BuildFailure.ofBuild(
                        ConfigurationShapes.shown(set, inside) + " holds text, but is a set",
                        ConfigurationShapes.hint(setting));
            }
            parts(set, "a set of <files>", FILE_SET, FILE_SET_LISTS);
        }
    }

    /** Each extension says for itself what may stand in its {@code <configuration>}. */
    private static void extensions(Setting<?> setting, XmlElement element, String where) {
        if (element.children().isEmpty() && !element.isEmpty()) {
            throw BuildFailure.ofBuild(
                    ConfigurationShapes.shown(element, where) + " holds text, but takes extensions",
                    ConfigurationShapes.hint(setting));
        }
        for (XmlElement extension : element.children()) {
            String inside = "<" + extension.name() + ">";
            ConfigurationShapes.refuseAttributes(
                    extension, "<" + setting.name() + ">", ConfigurationShapes.hint(setting));
            for (XmlElement part : extension.children()) {
                if (!EXTENSION.contains(part.name())) {
                    throw unknownPart(part, inside, EXTENSION);
                }
                if (part.name().equals("implementation")) {
                    ConfigurationShapes.text(part, inside);
                } else if (part.name().equals("properties")) {
                    ConfigurationShapes.map(new Setting<>("properties", Shape.MAP, "", "property"), part, inside);
                }
            }
            ConfigurationShapes.refuseRepeated(
                    extension, inside, "Write " + inside + " with each of its elements once.");
        }
    }

    private static BuildFailure unknownPart(XmlElement part, String where, List<String> names) {
        return BuildFailure.ofBuild(
                "<" + part.name() + "> is not an element of " + where,
                "Did you mean <" + Nearest.of(part.name(), names) + ">? There are: " + String.join(", ", names) + ".");
    }

    private static void parts(XmlElement holder, String where, List<String> names, List<String> lists) {
        for (XmlElement part : holder.children()) {
            if (!names.contains(part.name())) {
                throw unknownPart(part, where, names);
            }
            if (lists.contains(part.name())) {
                ConfigurationShapes.list(new Setting<>(part.name(), Shape.LIST, "", null), part, where);
            } else {
                ConfigurationShapes.text(part, where);
            }
        }
        ConfigurationShapes.refuseRepeated(
                holder, where, "Write <" + holder.name() + "> with each of its elements once.");
    }
}
