package dev.drydock.image;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.io.ByteNames;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading and writing the documents of this package as trees, so that unknown fields survive. */
@StartUp
public final class Json {

    private Json() {}

    /** @throws IOException if the bytes are not one JSON object */
    public static ObjectNode parseObject(byte[] bytes) throws IOException {
        JsonNode node = JsonTrees.read(bytes);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("it is not a JSON object, but begins with: "
                + new String(bytes, 0, Math.min(bytes.length, 60), StandardCharsets.UTF_8));
    }

    public static ObjectNode object() {
        return JsonTrees.object();
    }

    /** Compact UTF-8, fields in their order. */
    public static byte[] write(JsonNode node) {
        try {
            return JsonTrees.write(node, false);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Writes a document that is too large to be a tree first. */
    public interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    /** As {@link #write(JsonNode)}, of one value. */
    public static byte[] write(Body body) {
        try {
            return JsonTrees.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be written", e);
        }
    }

    /** Indented, for files people read. */
    public static byte[] writePretty(JsonNode node) {
        try {
            return JsonTrees.write(node, true);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Strings of an array field; empty if it is absent, null or no array. */
    public static List<String> strings(JsonNode parent, String field) {
        List<String> out = new ArrayList<>();
        for (JsonNode item : parent.path(field)) {
            out.add(item.asText());
        }
        return out;
    }

    /** String values of an object field in their order; empty if it is absent or null. */
    public static Map<String, String> stringMap(JsonNode parent, String field) {
        Map<String, String> out = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : parent.path(field).properties()) {
            out.put(entry.getKey(), entry.getValue().asText());
        }
        return out;
    }

    public static ArrayNode array(Iterable<String> items) {
        ArrayNode out = JsonTrees.array();
        for (String item : items) {
            out.add(text(item));
        }
        return out;
    }

    public static ObjectNode map(Map<String, String> items) {
        ObjectNode out = object();
        for (Map.Entry<String, String> item : items.entrySet()) {
            out.put(text(item.getKey()), text(item.getValue()));
        }
        return out;
    }

    /** The text as JSON can hold it, as in the documents Docker writes. */
    static String text(String text) {
        return ByteNames.toUnicode(text);
    }

    static Descriptor readDescriptor(JsonNode node) throws IOException {
        try {
            JsonNode platform = node.path("platform");
            return new Descriptor(
                    node.path("mediaType").asText(""),
                    Digest.parse(node.path("digest").asText("")),
                    node.path("size").asLong(-1),
                    stringMap(node, "annotations"),
                    platform.isObject()
                            ? new Platform(
                                    platform.path("os").asText(""),
                                    platform.path("architecture").asText(""),
                                    platform.path("variant").asText(""),
                                    platform.path("os.version").asText(""))
                            : null);
        } catch (IllegalArgumentException e) {
            throw new IOException("bad descriptor " + node + ": " + e.getMessage(), e);
        }
    }

    static ObjectNode writeDescriptor(Descriptor descriptor) {
        ObjectNode out = object();
        out.put("mediaType", descriptor.mediaType());
        out.put("digest", descriptor.digest().toString());
        out.put("size", descriptor.size());
        if (!descriptor.annotations().isEmpty()) {
            out.set("annotations", map(descriptor.annotations()));
        }
        Platform platform = descriptor.platform();
        if (platform != null) {
            ObjectNode p = out.putObject("platform");
            p.put("architecture", platform.architecture());
            p.put("os", platform.os());
            if (!platform.variant().isEmpty()) {
                p.put("variant", platform.variant());
            }
            if (!platform.osVersion().isEmpty()) {
                p.put("os.version", platform.osVersion());
            }
        }
        return out;
    }
}
