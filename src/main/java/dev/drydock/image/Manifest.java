package dev.drydock.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The manifest of one image. {@link #raw} is what was received or will be stored; the other parts are read from it.
 *
 * @param raw owned by this value, do not change
 */
public record Manifest(byte[] raw, String mediaType, Descriptor config, List<Descriptor> layers) {

    /**
     * @param mediaType as the registry or the index said; used when the document itself does not say
     * @throws IOException if this is no image manifest of schema 2 or OCI
     */
    public static Manifest parse(byte[] raw, String mediaType) throws IOException {
        ObjectNode doc = Json.parseObject(raw);
        if (doc.path("schemaVersion").asInt(0) != 2 || !doc.path("config").isObject()) {
            throw new IOException("not an image manifest of schema version 2");
        }
        List<Descriptor> layers = new ArrayList<>();
        for (JsonNode layer : doc.path("layers")) {
            layers.add(Json.readDescriptor(layer));
        }
        String own = doc.path("mediaType").asText("");
        String type = own.isEmpty() ? mediaType : own;
        return new Manifest(
                raw,
                type.isEmpty() ? MediaTypes.OCI_MANIFEST : type,
                Json.readDescriptor(doc.path("config")),
                List.copyOf(layers));
    }

    /** The config of an artifact; a blob like any other. */
    public static byte[] emptyConfig() {
        return "{}".getBytes(StandardCharsets.UTF_8);
    }

    /** An OCI manifest made by us. Annotations may be empty. */
    public static Manifest of(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
        return of("", config, layers, annotations);
    }

    /** A manifest of something that is no image; its config is {@link #emptyConfig}. @param type says what it is */
    public static Manifest ofArtifact(String type, List<Descriptor> layers, Map<String, String> annotations) {
        byte[] empty = emptyConfig();
        return of(type, new Descriptor(MediaTypes.OCI_EMPTY, Digest.of(empty), empty.length), layers, annotations);
    }

    private static Manifest of(
            String artifactType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
        ObjectNode doc = Json.object();
        doc.put("schemaVersion", 2);
        doc.put("mediaType", MediaTypes.OCI_MANIFEST);
        if (!artifactType.isEmpty()) {
            doc.put("artifactType", artifactType);
        }
        doc.set("config", Json.writeDescriptor(config));
        ArrayNode list = doc.putArray("layers");
        for (Descriptor layer : layers) {
            list.add(Json.writeDescriptor(layer));
        }
        if (!annotations.isEmpty()) {
            doc.set("annotations", Json.map(annotations));
        }
        return new Manifest(Json.write(doc), MediaTypes.OCI_MANIFEST, config, List.copyOf(layers));
    }

    public Digest digest() {
        return Digest.of(raw);
    }

    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest(), raw.length);
    }
}
