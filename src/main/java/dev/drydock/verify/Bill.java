package dev.drydock.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bill of materials as it is read, whoever wrote it.
 *
 * @param ours whether it says that Drydock made it
 */
record Bill(boolean ours, List<Entry> entries) {

    static final String CYCLONEDX = "application/vnd.cyclonedx+json";
    static final String SPDX = "application/spdx+json";

    private static final String BUILDER = "drydock-maven-plugin";
    private static final String PREFIX = "dev.drydock:";

    /**
     * Something that the bill lists.
     *
     * @param name with the group of a Maven artifact before it, if the bill tells that: {@code GROUP:NAME}
     * @param purl "" if there is none
     * @param sha256 in hexadecimal digits; "" if there is none
     * @param layer diff ID; "" if none is told
     * @param scope in the Maven build; "" if none is told
     * @param places without a leading slash
     */
    record Entry(
            String name, String version, String purl, String sha256, String layer, String scope, List<String> places) {}

    /** @param mediaType one of the two above */
    static Bill of(String mediaType, JsonNode document) {
        return mediaType.equals(CYCLONEDX) ? ofCyclonedx(document) : ofSpdx(document);
    }

    private static Bill ofCyclonedx(JsonNode document) {
        boolean ours = false;
        for (JsonNode tool : document.path("metadata").path("tools").path("components")) {
            ours |= tool.path("name").asText().equals(BUILDER);
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode each : document.path("components")) {
            Map<String, String> facts = new LinkedHashMap<>();
            for (JsonNode property : each.path("properties")) {
                facts.put(property.path("name").asText(), property.path("value").asText());
            }
            String sha256 = "";
            for (JsonNode hash : each.path("hashes")) {
                if (hash.path("alg").asText().equals("SHA-256")) {
                    sha256 = hash.path("content").asText();
                }
            }
            List<String> places = new ArrayList<>();
            for (JsonNode place : each.path("evidence").path("occurrences")) {
                places.add(relative(place.path("location").asText()));
            }
            String group = each.path("group").asText();
            String name = each.path("name").asText();
            String purl = each.path("purl").asText();
            boolean maven = purl.startsWith("pkg:maven/") && !group.isEmpty();
            entries.add(new Entry(
                    maven ? group + ":" + name : name,
                    each.path("version").asText(),
                    purl,
                    sha256,
                    facts.getOrDefault(PREFIX + "layer", ""),
                    facts.getOrDefault(PREFIX + "scope", ""),
                    places));
        }
        return new Bill(ours, entries);
    }

    private static Bill ofSpdx(JsonNode document) {
        boolean ours = false;
        for (JsonNode creator : document.path("creationInfo").path("creators")) {
            ours |= creator.asText().startsWith("Tool: " + BUILDER);
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode each : document.path("packages")) {
            Map<String, String> facts = new LinkedHashMap<>();
            List<String> places = new ArrayList<>();
            for (String line : each.path("comment").asText().split("\n")) {
                int equals = line.indexOf('=');
                if (line.startsWith(PREFIX + "path=")) {
                    places.add(relative(line.substring(equals + 1)));
                } else if (equals > 0) {
                    facts.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            String sha256 = "";
            for (JsonNode checksum : each.path("checksums")) {
                if (checksum.path("algorithm").asText().equals("SHA256")) {
                    sha256 = checksum.path("checksumValue").asText();
                }
            }
            String purl = "";
            for (JsonNode reference : each.path("externalRefs")) {
                if (reference.path("referenceType").asText().equals("purl")) {
                    purl = reference.path("referenceLocator").asText();
                }
            }
            entries.add(new Entry(
                    each.path("name").asText(),
                    each.path("versionInfo").asText(),
                    purl,
                    sha256,
                    facts.getOrDefault(PREFIX + "layer", ""),
                    facts.getOrDefault(PREFIX + "scope", ""),
                    places));
        }
        return new Bill(ours, entries);
    }

    private static String relative(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
