package dev.drydock.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/**
 * The progress of {@code --progress=rawjson}: on each line what has changed, as BuildKit's {@code client.SolveStatus}. Lines
 * that are no JSON come from the client.
 */
record JsonProgress(SolveProgress progress) implements ProgressReader.Format {

    @Override
    public void line(String line) {
        if (!line.startsWith("{")) {
            progress.other(line);
            return;
        }
        try {
            change(Json.parseObject(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            progress.other(line);
        }
    }

    private void change(JsonNode status) {
        for (JsonNode warning : status.path("warnings")) {
            progress.warning(text(warning.path("short")));
        }
        for (JsonNode vertex : status.path("vertexes")) {
            vertex(vertex);
        }
        for (JsonNode part : status.path("statuses")) {
            String id = part.path("id").asText();
            if (id.startsWith("sha256:") && part.path("total").asLong() > 0) {
                progress.transferred(
                        part.path("vertex").asText(), id, part.path("total").asLong());
            }
        }
        for (JsonNode log : status.path("logs")) {
            progress.printed(log.path("vertex").asText(), bytes(log.path("data")));
        }
    }

    private void vertex(JsonNode vertex) {
        String id = vertex.path("digest").asText();
        progress.named(id, vertex.path("name").asText());
        if (!vertex.has("started")) {
            return;
        }
        Instant started = Instant.parse(vertex.path("started").asText());
        boolean cached = vertex.path("cached").asBoolean();
        if (!cached) {
            progress.started(id, started);
        }
        if (!vertex.has("completed")) {
            return;
        }
        String error = vertex.path("error").asText("");
        if (!error.isEmpty()) {
            progress.failed(id, error);
        } else if (cached) {
            progress.cached(id);
        } else {
            progress.finished(id, Instant.parse(vertex.path("completed").asText()));
        }
    }

    private static String text(JsonNode base64) {
        return new String(bytes(base64), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }
}
