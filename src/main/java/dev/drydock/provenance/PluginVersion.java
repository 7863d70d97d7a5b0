package dev.drydock.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Drydock that runs. */
public final class PluginVersion {

    private PluginVersion() {}

    /** As its jar has it; "development" when it runs from classes. */
    public static String get() {
        String file = "/META-INF/maven/dev.drydock/drydock-maven-plugin/pom.properties";
        try (InputStream in = PluginVersion.class.getResourceAsStream(file)) {
            if (in == null) {
                return "development";
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
