package dev.drydock.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return of("", config, layers, null, annotations);
    }

    /**
     * A manifest of something that is no image; its config is {@link #emptyConfig}.
     *
     * @param type says what it is
     */
    public static Manifest ofArtifact(String type, List<Descriptor> layers, Map<String, String> annotations) {
        return of(type, emptyDescriptor(), layers, null, annotations);
    }

    /**
     * As {@link #ofArtifact}.
     *
     * @param subject the manifest or index that it is about
     */
    public static Manifest ofReferrer(
            String type, List<Descriptor> layers, Descriptor subject, Map<String, String> annotations) {
        return of(type, emptyDescriptor(), layers, subject, annotations);
    }

    private static Descriptor emptyDescriptor() {
        byte[] empty = emptyConfig();
        return new Descriptor(MediaTypes.OCI_EMPTY, Digest.of(empty), empty.length);
    }

    private static Manifest of(
            String artifactType,
            Descriptor config,
            List<Descriptor> layers,
            @Nullable Descriptor subject,
            Map<String, String> annotations) {
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
        if (subject != null) {
            doc.set("subject", Json.writeDescriptor(subject));
        }
        if (!annotations.isEmpty()) {
            doc.set("annotations", Json.map(annotations));
        }
        return new Manifest(Json.write(doc), MediaTypes.OCI_MANIFEST, config, List.copyOf(layers));
    }

    /** The manifest or index this one is about; empty for an image. */
    public Optional<Descriptor> subject() throws IOException {
        JsonNode subject = Json.parseObject(raw).path("subject");
        return subject.isObject() ? Optional.of(Json.readDescriptor(subject)) : Optional.empty();
    }

    /** The kind of artifact, for a manifest of no image; empty if that is not said. */
    public String artifactType() throws IOException {
        return Json.parseObject(raw).path("artifactType").asText("");
    }

    public Map<String, String> annotations() throws IOException {
        return Json.stringMap(Json.parseObject(raw), "annotations");
    }

    public Digest digest() {
        return Digest.of(raw);
    }

    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest(), raw.length);
    }
}
