package dev.drydock.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.engine.record.LayerOrigin;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.HistoryEntry;
import dev.drydock.image.Layer;
import dev.drydock.layer.IndexedLayer;
import dev.drydock.layer.LayeredImage;
import dev.drydock.report.content.ReportLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The history of an image against its layers, oldest first. */
final class ReportSteps {

    private static final Pattern SHELL = Pattern.compile("^(RUN (\\|\\d+ .*? )?)?/bin/sh -c ");

    private final LayeredImage image;
    private final List<ReportLayer> layers;
    private final Map<Digest, Integer> numbers = new HashMap<>();
    private final List<ReportStep> steps = new ArrayList<>();
    private @Nullable ReportLayer firstMade;
    private int next;

    private ReportSteps(LayeredImage image, List<ReportLayer> layers) {
        this.image = image;
        this.layers = layers;
        for (int i = 0; i < layers.size(); i++) {
            numbers.put(layers.get(i).layer().diffId(), i);
        }
    }

    /** @param origins by the digest of the blob, of the layers that this machine's last build made; may be empty */
    static List<ReportLayer> layers(LayeredImage image, Map<Digest, LayerOrigin> origins) {
        List<String> instructions = image.instructions();
        List<ReportLayer> layers = new ArrayList<>();
        boolean builtHere = false;
        for (IndexedLayer indexed : image.layers()) {
            builtHere |= origins.containsKey(indexed.file().layer().blob().digest());
        }
        for (IndexedLayer indexed : image.layers()) {
            Layer layer = indexed.file().layer();
            String instruction = instruction(instructions.get(layers.size()));
            LayerOrigin origin = origins.get(layer.blob().digest());
            layers.add(new ReportLayer(layer, instruction, origin, builtHere && origin == null));
        }
        return layers;
    }

    /** @param layers all that are here, lowest first */
    static List<ReportStep> of(LayeredImage image, List<ReportLayer> layers) {
        ReportSteps steps = new ReportSteps(image, layers);
        for (JsonNode entry : image.config().history()) {
            steps.add(
                    instruction(entry.path("created_by").asText("")),
                    entry.path("created").asText(""),
                    !entry.path("empty_layer").asBoolean(false));
        }
        while (steps.next < image.manifest().layers().size()) {
            steps.add("", "", true);
        }
        return steps.steps;
    }

    /** Without the shell of a RUN, and the build arguments that old builders put before it. */
    private static String instruction(String stored) {
        return SHELL.matcher(HistoryEntry.readable(stored)).replaceFirst("RUN ");
    }

    private void add(String instruction, String created, boolean hasLayer) {
        if (!hasLayer || next >= image.manifest().layers().size()) {
            steps.add(new ReportStep(instruction, created, -1, 0, ""));
            return;
        }
        Descriptor blob = image.manifest().layers().get(next);
        int number = numbers.getOrDefault(image.config().diffIds().get(next), -1);
        next++;
        steps.add(
                number < 0
                        ? new ReportStep(instruction, created, -1, blob.size(), "left in its registry")
                        : new ReportStep(instruction, created, number, 0, built(layers.get(number))));
    }

    private String built(ReportLayer layer) {
        LayerOrigin origin = layer.origin();
        if (origin == null) {
            return layer.base() ? "part of the base image" : "";
        }
        if (origin.cached()) {
            return "taken from an earlier build: instruction, input and what it stands on are the same";
        }
        ReportLayer before = firstMade;
        firstMade = before == null ? layer : before;
        if (layer.verb().equals("RUN")) {
            return before == null
                    ? "executed: there was no result of this instruction on what it stands on"
                    : "executed: what it stands on was made anew, beginning with " + before.title();
        }
        return "executed: the instruction, or the files it copies, are new";
    }
}
