package dev.drydock.maven.settings;

import static dev.drydock.maven.settings.DrydockSettings.PLUGIN_EXTENSIONS;

import dev.drydock.failure.BuildFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <pluginExtension>}, written as for Jib.
 *
 * @param implementation name of the class
 * @param properties in the order of the POM
 * @param configuration as the POM has it, for the extension to read; null if there is none
 */
public record ExtensionSettings(
        String implementation,
        Map<String, String> properties,
        @Nullable XmlElement configuration) {

    /** In the order of the POM. */
    public static List<ExtensionSettings> of(Settings settings) {
        List<ExtensionSettings> extensions = new ArrayList<>();
        for (XmlElement each :
                settings.nested(PLUGIN_EXTENSIONS).orElse(XmlElement.NONE).children()) {
            String implementation = each.textOf("implementation");
            if (implementation.isEmpty()) {
                throw BuildFailure.ofBuild(
                        "A <pluginExtension> has no <implementation>",
                        "Write the name of the extension's class, as its documentation has it for Jib.");
            }
            extensions.add(new ExtensionSettings(
                    implementation, properties(each.child("properties")), each.child("configuration")));
        }
        return extensions;
    }

    private static Map<String, String> properties(@Nullable XmlElement element) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (XmlElement each : element == null ? List.<XmlElement>of() : element.children()) {
            if (each.child("name") != null) {
                properties.put(each.textOf("name"), each.textOf("value"));
            } else {
                properties.put(
                        each.name(), each.text() == null ? "" : each.text().strip());
            }
        }
        return properties;
    }
}
