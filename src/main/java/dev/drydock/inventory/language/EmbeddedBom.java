package dev.drydock.inventory.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.image.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CycloneDX document that an application carries, {@code META-INF/sbom/application.cdx.json}, as Spring Boot has it made: the
 * parts of it that say more than the jars do.
 */
public record EmbeddedBom(List<Item> items) {

    public static final EmbeddedBom NONE = new EmbeddedBom(List.of());

    /** Where an application has it, at the root of its class path. */
    public static final String PATH = "META-INF/sbom/application.cdx.json";

    /** So many components no application has. */
    private static final int MOST = 100_000;

    /**
     * A component of the document.
     *
     * @param purl never ""
     * @param licences SPDX expressions, identifiers or names
     * @param dependsOn purls
     */
    public record Item(
            String group, String name, String version, String purl, List<String> licences, List<String> dependsOn) {}

    /** @throws IOException if it is no JSON object, or has too many components */
    public static EmbeddedBom read(byte[] json) throws IOException {
        JsonNode doc = Json.parseObject(json);
        JsonNode components = doc.path("components");
        if (components.size() > MOST) {
            throw new IOException("it has " + components.size() + " components");
        }
        Map<String, String> purls = new LinkedHashMap<>();
        for (JsonNode each : components) {
            purls.put(each.path("bom-ref").asText(""), each.path("purl").asText(""));
        }
        Map<String, List<String>> graph = new LinkedHashMap<>();
        for (JsonNode each : doc.path("dependencies")) {
            List<String> needed = new ArrayList<>();
            for (String ref : Json.strings(each, "dependsOn")) {
                String purl = purls.getOrDefault(ref, "");
                if (!purl.isEmpty()) {
                    needed.add(purl);
                }
            }
            graph.put(each.path("ref").asText(""), needed);
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode each : components) {
            String purl = each.path("purl").asText("");
            if (!purl.isEmpty()) {
                items.add(new Item(
                        each.path("group").asText(""),
                        each.path("name").asText(""),
                        each.path("version").asText(""),
                        purl,
                        licences(each.path("licenses")),
                        graph.getOrDefault(each.path("bom-ref").asText(""), List.of())));
            }
        }
        return new EmbeddedBom(items);
    }

    private static List<String> licences(JsonNode choices) {
        List<String> names = new ArrayList<>();
        for (JsonNode choice : choices) {
            JsonNode licence = choice.path("license");
            String name = choice.path("expression")
                    .asText(licence.path("id").asText(licence.path("name").asText("")));
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
