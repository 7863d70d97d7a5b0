package dev.drydock.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How containers of an image start, as lines of a label and a text each; without what is not set. */
final class ConfigRows {

    private ConfigRows() {}

    static List<List<String>> of(ImageConfig config) {
        List<List<String>> rows = new ArrayList<>();
        add(rows, "Entry point", words(config.entrypoint()));
        add(rows, "Command", words(config.cmd()));
        add(rows, "User", config.user());
        add(rows, "Working directory", config.workingDir());
        add(rows, "Ports", String.join(", ", config.exposedPorts()));
        add(rows, "Volumes", String.join(", ", config.volumes()));
        add(rows, "Stop signal", config.stopSignal());
        JsonNode health = config.healthcheck();
        add(rows, "Health check", health == null ? "" : health.path("Test").toString());
        for (Map.Entry<String, String> variable : config.env().entrySet()) {
            add(rows, "Variable " + variable.getKey(), variable.getValue());
        }
        for (Map.Entry<String, String> label : config.labels().entrySet()) {
            add(rows, "Label " + label.getKey(), label.getValue());
        }
        return rows;
    }

    private static void add(List<List<String>> rows, String label, String text) {
        if (!text.isEmpty()) {
            rows.add(List.of(label, text));
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
