package dev.drydock.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Json;
import java.io.IOException;
import java.util.Iterator;

/** A bill of materials in one of the two formats, to be changed as somebody would who has something to hide. */
final class ManipulatedBill {

    private final String mediaType;
    private final ObjectNode document;

    ManipulatedBill(String mediaType, byte[] document) throws IOException {
        this.mediaType = mediaType;
        this.document = (ObjectNode) Json.parseObject(document);
    }

    byte[] bytes() {
        return Json.write(document);
    }

    private boolean isSpdx() {
        return mediaType.equals(Bill.SPDX);
    }

    private JsonNode all() {
        return document.path(isSpdx() ? "packages" : "components");
    }

    private static boolean isNamed(JsonNode each, String name) {
        String found = each.path("name").asText();
        return found.equals(name) || found.endsWith(":" + name);
    }

    private ObjectNode named(String name) {
        for (JsonNode each : all()) {
            if (isNamed(each, name)) {
                return (ObjectNode) each;
            }
        }
        throw new AssertionError(name + " is not in " + document);
    }

    void remove(String name) {
        int before = all().size();
        Iterator<JsonNode> each = all().elements();
        while (each.hasNext()) {
            if (isNamed(each.next(), name)) {
                each.remove();
            }
        }
        if (all().size() == before) {
            throw new AssertionError(name + " is not in " + document);
        }
    }

    void sha256(String name, String hex) {
        JsonNode hash = named(name).path(isSpdx() ? "checksums" : "hashes").path(0);
        ((ObjectNode) hash).put(isSpdx() ? "checksumValue" : "content", hex);
    }

    void version(String name, String version) {
        named(name).put(isSpdx() ? "versionInfo" : "version", version);
    }

    /** In the package URL, wherever the document has it. */
    void purl(String name, String from, String to) {
        ObjectNode node = named(name);
        ObjectNode holder = isSpdx() ? (ObjectNode) node.path("externalRefs").path(0) : node;
        String field = isSpdx() ? "referenceLocator" : "purl";
        String purl = holder.path(field).asText();
        if (!purl.contains(from)) {
            throw new AssertionError(purl);
        }
        holder.put(field, purl.replace(from, to));
    }

    void place(String name, String place) {
        ObjectNode node = named(name);
        if (isSpdx()) {
            node.put("comment", node.path("comment").asText().replaceAll("path=.*", "path=" + place));
        } else {
            ((ObjectNode) node.path("evidence").path("occurrences").path(0)).put("location", place);
        }
    }

    void layer(String name, String diffId) {
        ObjectNode node = named(name);
        if (isSpdx()) {
            node.put("comment", node.path("comment").asText().replaceAll("layer=.*", "layer=" + diffId));
            return;
        }
        for (JsonNode property : node.path("properties")) {
            if (property.path("name").asText().equals("dev.drydock:layer")) {
                ((ObjectNode) property).put("value", diffId);
            }
        }
    }

    /** Claims that another tool has made the document. */
    void otherBuilder() {
        if (isSpdx()) {
            ((ObjectNode) document.path("creationInfo")).putArray("creators").add("Tool: other-1");
        } else {
            ObjectNode tool = (ObjectNode)
                    document.path("metadata").path("tools").path("components").path(0);
            tool.put("name", "other");
        }
    }
}
