package dev.drydock.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blobs that a manifest to be pushed refers to.
 *
 * @param blobs config and layers, each once, in their order
 * @param children digests of the manifests an index names
 * @param type of an artifact; empty for an image or index
 * @param subject the manifest it refers to; null if it does not
 */
@StartUp
record PushContents(
        List<Descriptor> blobs,
        Set<Digest> children,
        String type,
        @Nullable Digest subject) {

    static PushContents of(FetchedManifest manifest) throws IOException {
        ObjectNode document = Json.parseObject(manifest.raw());
        Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
        List<JsonNode> entries = new ArrayList<>();
        if (document.path("config").isObject()) {
            entries.add(document.path("config"));
        }
        for (JsonNode layer : document.path("layers")) {
            entries.add(layer);
        }
        for (JsonNode blob : document.path("blobs")) {
            entries.add(blob);
        }
        for (JsonNode entry : entries) {
            Descriptor blob = descriptor(manifest, entry);
            blobs.putIfAbsent(blob.digest(), blob);
        }
        Map<Digest, Descriptor> children = new LinkedHashMap<>();
        for (JsonNode entry : document.path("manifests")) {
            Descriptor child = descriptor(manifest, entry);
            children.put(child.digest(), child);
        }
        return new PushContents(
                List.copyOf(blobs.values()),
                children.keySet(),
                document.path("artifactType").asText(""),
                document.path("subject").isObject()
                        ? descriptor(manifest, document.path("subject")).digest()
                        : null);
    }

    private static Descriptor descriptor(FetchedManifest manifest, JsonNode entry) throws IOException {
        try {
            long size = entry.path("size").asLong(-1);
            if (size < 0) {
                throw new IllegalArgumentException("no size");
            }
            return new Descriptor(
                    entry.path("mediaType").asText(""),
                    Digest.parse(entry.path("digest").asText("")),
                    size);
        } catch (IllegalArgumentException e) {
            throw new IOException("manifest " + manifest.digest() + " has a bad entry: " + e.getMessage(), e);
        }
    }

    /** Layers a registry shall not have, by their media type; they are fetched from their own addresses. */
    static boolean staysOutside(Descriptor blob) {
        return blob.mediaType().contains(".foreign.") || blob.mediaType().contains(".nondistributable.");
    }
}
