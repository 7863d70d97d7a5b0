package dev.drydock.registry.fault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.http.HttpAnswer;
import dev.drydock.image.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The error a server reports in the body of its answer: the distribution specification's list of errors, a token
 * server's, or plain text. Fit for a log: short, on one line, no control characters.
 */
public record ServerErrors(List<ServerError> errors) {

    private static final int MOST_ERRORS = 5;
    private static final int LONGEST = 400;

    /** @param code such as {@code MANIFEST_UNKNOWN}; empty if the server did not use one */
    public record ServerError(String code, String message) {
        @Override
        public String toString() {
            return code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message;
        }
    }

    public static ServerErrors parse(HttpAnswer answer) {
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        byte[] body = answer.body();
        if (body.length == 0 || type.contains("html")) {
            return new ServerErrors(List.of());
        }
        if (body[0] == '{') {
            try {
                return new ServerErrors(fromJson(Json.parseObject(body)));
            } catch (IOException notJson) {
                // Then it is text, perhaps JSON cut off at the limit.
            }
        }
        String text = clean(new String(body, StandardCharsets.UTF_8));
        return new ServerErrors(
                text.isEmpty() || text.startsWith("<") ? List.of() : List.of(new ServerError("", text)));
    }

    private static List<ServerError> fromJson(JsonNode document) {
        List<ServerError> found = new ArrayList<>();
        for (JsonNode error : document.path("errors")) {
            if (found.size() < MOST_ERRORS) {
                found.add(new ServerError(
                        clean(error.path("code").asText("")),
                        clean(error.path("message").asText(""))));
            }
        }
        // Token servers and gateways have forms of their own.
        for (String field : List.of("details", "error_description", "message", "error")) {
            String text = clean(document.path(field).asText(""));
            if (found.isEmpty() && !text.isEmpty()) {
                found.add(new ServerError("", text));
            }
        }
        return List.copyOf(found);
    }

    static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    public boolean hasCode(String code) {
        for (ServerError error : errors) {
            if (error.code.equalsIgnoreCase(code)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the words occur in any message, whatever their case. */
    public boolean mention(String words) {
        return toString().toLowerCase(Locale.ROOT).contains(words);
    }

    /** All of it, empty if the server said nothing. */
    @Override
    public String toString() {
        return errors.stream().map(ServerError::toString).collect(Collectors.joining("; "));
    }
}
