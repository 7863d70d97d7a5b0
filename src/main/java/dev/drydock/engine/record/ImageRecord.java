package dev.drydock.engine.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.image.Layer;
import dev.drydock.image.Manifest;
import dev.drydock.image.Reference;
import dev.drydock.io.AtomicFiles;
import dev.drydock.solve.SolvedImage;
import dev.drydock.solve.StepResult;
import dev.drydock.startup.StartUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code image.json}, what a build tells other programs and {@link ImageHistory} about its image, and
 * {@code image.digest} and {@link ImageProperties image.properties}:
 *
 * <pre>
 * name, names       the main reference and all of them, complete
 * tags              of all names
 * digest, imageId   of the manifest or index; of the (first) config
 * size              bytes of manifest, config and layers
 * platforms         one object for each:
 *   platform, digest, imageId, size
 *   layers          lowest first: digest, diffId, size; instruction; for layers of this build also
 *                   source (file and line of the instruction, such as Dockerfile:3),
 *                   cached (whether a stored result was used) and milliseconds (how long it took when it was made)
 * layers            those of the first platform once more
 * pushed            one object for each repository the image was pushed to:
 *   registry, repository, reference (by digest), digest, tags, time (the last push)
 *   attachments     digests of the manifests about the image that are there, such as its bill of materials
 *   bytes           sent, mounted (taken by the registry from another repository) and existing, of blobs
 * </pre>
 */
@StartUp
public final class ImageRecord {

    public static final String FILE = "image.json";
    static final String DIGEST_FILE = "image.digest";

    private final ObjectNode doc = Json.object();

    /** A platform's image with its documents. */
    public record Part(SolvedImage image, Manifest manifest, long size) {}

    public static void write(Path directory, List<Reference> names, Descriptor root, long size, List<Part> parts)
            throws IOException {
        ImageRecord record = new ImageRecord();
        record.fill(names, root, size, parts);
        AtomicFiles.write(directory.resolve(FILE), Json.writePretty(record.doc));
        AtomicFiles.write(
                directory.resolve(DIGEST_FILE), root.digest().toString().getBytes(StandardCharsets.UTF_8));
        Digest imageId = parts.get(0).manifest().config().digest();
        AtomicFiles.write(directory.resolve(ImageProperties.FILE), ImageProperties.encode(names, root, imageId));
    }

    /**
     * Turns "was executed" into "was found" for all layers, without a JSON library: no value of a string has these quotes
     * unescaped.
     *
     * @return whether anything changed
     */
    static boolean markAllCached(Path record) throws IOException {
        String before = Files.readString(record);
        String after = before.replace("\"cached\" : false", "\"cached\" : true");
        if (after.equals(before)) {
            return false;
        }
        AtomicFiles.write(record, after.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private void fill(List<Reference> names, Descriptor root, long size, List<Part> parts) {
        doc.put("name", names.get(0).fullName());
        List<String> full = new ArrayList<>();
        Set<String> tags = new LinkedHashSet<>();
        for (Reference name : names) {
            full.add(name.fullName());
            tags.add(name.tagOrLatest());
        }
        doc.set("names", Json.array(full));
        doc.set("tags", Json.array(tags));
        doc.put("digest", root.digest().toString());
        doc.put("imageId", parts.get(0).manifest().config().digest().toString());
        doc.put("size", size);
        ArrayNode platforms = doc.putArray("platforms");
        for (Part part : parts) {
            ObjectNode node = platforms.addObject();
            node.put("platform", part.image().config().platform().toString());
            node.put("digest", part.manifest().digest().toString());
            node.put("imageId", part.manifest().config().digest().toString());
            node.put("size", part.size());
            node.set("layers", layers(part.image()));
        }
        doc.set("layers", layers(parts.get(0).image()));
    }

    private static ArrayNode layers(SolvedImage image) {
        List<String> instructions = instructions(image);
        List<StepResult> made = image.executed();
        int fromBase = image.layers().size() - made.size();
        ArrayNode layers = Json.object().putArray("layers");
        for (int i = 0; i < image.layers().size(); i++) {
            Layer layer = image.layers().get(i);
            ObjectNode node = layers.addObject();
            node.put("digest", layer.blob().digest().toString());
            node.put("diffId", layer.diffId().toString());
            node.put("size", layer.blob().size());
            node.put("instruction", i < instructions.size() ? instructions.get(i) : "");
            if (i >= fromBase) {
                StepResult step = made.get(i - fromBase);
                node.put("source", step.step().source().location());
                node.put("cached", step.cached());
                node.put("milliseconds", step.took().toMillis());
            }
        }
        return layers;
    }

    /** The instructions that made the layers, from the history. */
    private static List<String> instructions(SolvedImage image) {
        List<String> out = new ArrayList<>();
        for (JsonNode entry : image.config().history()) {
            if (!entry.path("empty_layer").asBoolean(false)) {
                out.add(entry.path("created_by").asText(""));
            }
        }
        return out;
    }

    /** The names of the last image built, complete; empty if there is no record of one. */
    public static List<String> names(Path directory) throws IOException {
        try {
            return Json.strings(Json.parseObject(Files.readAllBytes(directory.resolve(FILE))), "names");
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** How this machine's last build came by the layers of its image; empty if there is no record of one. */
    public static Map<Digest, LayerOrigin> origins(Path directory) throws IOException {
        Map<Digest, LayerOrigin> origins = new HashMap<>();
        JsonNode record;
        try {
            record = Json.parseObject(Files.readAllBytes(directory.resolve(FILE)));
        } catch (NoSuchFileException e) {
            return origins;
        }
        for (JsonNode platform : record.path("platforms")) {
            for (JsonNode layer : platform.path("layers")) {
                if (layer.has("cached")) {
                    origins.put(
                            Digest.parse(layer.path("digest").asText()),
                            new LayerOrigin(
                                    layer.path("source").asText(),
                                    layer.path("cached").asBoolean(),
                                    Duration.ofMillis(layer.path("milliseconds").asLong())));
                }
            }
        }
        return origins;
    }
}
