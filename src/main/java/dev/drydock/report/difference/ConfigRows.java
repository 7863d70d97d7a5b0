package dev.drydock.report.difference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How containers of an image start, as a text for each label; without what is not set. */
public final class ConfigRows {

    private ConfigRows() {}

    public static Map<String, String> of(ImageConfig config) {
        Map<String, String> rows = new LinkedHashMap<>();
        add(rows, "Entry point", words(config.entrypoint()));
        add(rows, "Command", words(config.cmd()));
        add(rows, "User", config.user());
        add(rows, "Working directory", config.workingDir());
        add(rows, "Ports", String.join(", ", config.exposedPorts()));
        add(rows, "Volumes", String.join(", ", config.volumes()));
        add(rows, "Stop signal", config.stopSignal());
        JsonNode health = config.healthcheck();
        add(rows, "Health check", health == null ? "" : health.path("Test").toString());
        config.env().forEach((name, value) -> add(rows, "Variable " + name, value));
        config.labels().forEach((name, value) -> add(rows, "Label " + name, value));
        return rows;
    }

    private static void add(Map<String, String> rows, String label, String text) {
        if (!text.isEmpty()) {
            rows.put(label, text);
        }
    }

    /** Words as a shell would read them, quoted where they have to be. */
    private static String words(List<String> words) {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            boolean plain = word.matches("[A-Za-z0-9_./:=@%+,-]+");
            quoted.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", quoted);
    }
}
