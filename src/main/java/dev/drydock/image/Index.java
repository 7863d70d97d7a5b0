package dev.drydock.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * An image index (Docker: manifest list): one image for several platforms.
 *
 * @param raw as received or to be stored; owned by this value, do not change
 */
@StartUp
public record Index(byte[] raw, String mediaType, List<Descriptor> manifests, Map<String, String> annotations) {

    public static Index parse(byte[] raw, String mediaType) throws IOException {
        ObjectNode doc = Json.parseObject(raw);
        if (!doc.path("manifests").isArray()) {
            throw new IOException("not an image index");
        }
        List<Descriptor> manifests = new ArrayList<>();
        for (JsonNode manifest : doc.path("manifests")) {
            manifests.add(Json.readDescriptor(manifest));
        }
        String own = doc.path("mediaType").asText("");
        String type = own.isEmpty() ? mediaType : own;
        return new Index(
                raw,
                type.isEmpty() ? MediaTypes.OCI_INDEX : type,
                List.copyOf(manifests),
                Map.copyOf(Json.stringMap(doc, "annotations")));
    }

    public static Index of(List<Descriptor> manifests, Map<String, String> annotations) {
        ObjectNode doc = Json.object();
        doc.put("schemaVersion", 2);
        doc.put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode list = doc.putArray("manifests");
        for (Descriptor manifest : manifests) {
            list.add(Json.writeDescriptor(manifest));
        }
        if (!annotations.isEmpty()) {
            doc.set("annotations", Json.map(annotations));
        }
        return new Index(Json.write(doc), MediaTypes.OCI_INDEX, List.copyOf(manifests), Map.copyOf(annotations));
    }

    public Digest digest() {
        return Digest.of(raw);
    }

    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest(), raw.length);
    }

    /** The image for this platform: the exact variant first, then one of the same architecture that names no variant. */
    public Optional<Descriptor> select(Platform wanted) {
        Descriptor loose = null;
        for (Descriptor manifest : manifests) {
            Platform has = manifest.platform();
            if (has == null) {
                continue;
            }
            if (wanted.accepts(has)) {
                return Optional.of(manifest);
            }
            if (loose == null
                    && has.os().equals(wanted.os())
                    && has.architecture().equals(wanted.architecture())
                    && has.variant().isEmpty()
                    && wanted.acceptsVersion(has)) {
                loose = manifest;
            }
        }
        return Optional.ofNullable(loose);
    }

    /** The platforms there are images for, for messages: {@code linux/amd64, linux/arm64}. */
    public String platforms() {
        StringJoiner names = new StringJoiner(", ");
        for (Descriptor manifest : manifests) {
            Platform platform = manifest.platform();
            if (platform != null && !platform.os().equals("unknown")) {
                names.add(platform.toString());
            }
        }
        return names.toString();
    }
}
