package dev.drydock.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration document of an image, immutable; {@code with…} methods return changed copies. Fields this class has no
 * name for stay as they were. See the image configuration page of the OCI image specification and Docker's image
 * specification v1.2 (Healthcheck, OnBuild, Shell).
 */
public final class ImageConfig {

    private final ObjectNode doc;

    private ImageConfig(ObjectNode doc) {
        this.doc = doc;
    }

    /** @throws IOException if raw is not a JSON object */
    public static ImageConfig parse(byte[] raw) throws IOException {
        return new ImageConfig(Json.parseObject(raw));
    }

    /** The config {@code FROM scratch} starts with: a platform, no layers, nothing set. */
    public static ImageConfig empty(Platform platform) {
        ObjectNode doc = Json.object();
        doc.put("architecture", platform.architecture());
        doc.putObject("config");
        doc.put("os", platform.os());
        ObjectNode rootfs = doc.putObject("rootfs");
        rootfs.put("type", "layers");
        rootfs.putArray("diff_ids");
        doc.putArray("history");
        if (!platform.variant().isEmpty()) {
            doc.put("variant", platform.variant());
        }
        return new ImageConfig(doc);
    }

    /** Compact UTF-8 of the whole document. */
    public byte[] toBytes() {
        return Json.write(doc);
    }

    public Platform platform() {
        return new Platform(
                doc.path("os").asText(""),
                doc.path("architecture").asText(""),
                doc.path("variant").asText(""),
                doc.path("os.version").asText(""));
    }

    public String author() {
        return doc.path("author").asText("");
    }

    /** When the image was made, in RFC 3339; empty if it does not say. */
    public String created() {
        return doc.path("created").asText("");
    }

    /** The same as a moment; 1970 if it does not say, or not in that form. */
    public Instant createdAt() {
        try {
            return Instant.parse(created());
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    public List<Digest> diffIds() {
        List<Digest> out = new ArrayList<>();
        for (JsonNode id : doc.path("rootfs").path("diff_ids")) {
            out.add(Digest.parse(id.asText()));
        }
        return out;
    }

    /** History entries as stored, oldest first; do not change them. */
    public List<JsonNode> history() {
        List<JsonNode> out = new ArrayList<>();
        for (JsonNode entry : doc.path("history")) {
            out.add(entry);
        }
        return out;
    }

    /** For each layer the instruction that made it, as the history has it; "" where that does not say. */
    public List<String> instructions() {
        List<String> out = new ArrayList<>();
        for (JsonNode entry : doc.path("history")) {
            if (!entry.path("empty_layer").asBoolean(false)) {
                out.add(entry.path("created_by").asText(""));
            }
        }
        int layers = doc.path("rootfs").path("diff_ids").size();
        while (out.size() < layers) {
            out.add("");
        }
        return out.subList(0, layers);
    }

    /** Environment in its order; an entry without '=' has an empty value; later entries of one name win. */
    public Map<String, String> env() {
        Map<String, String> out = new LinkedHashMap<>();
        for (String entry : strings("Env")) {
            int eq = entry.indexOf('=', 1);
            out.put(eq < 0 ? entry : entry.substring(0, eq), eq < 0 ? "" : entry.substring(eq + 1));
        }
        return out;
    }

    public List<String> entrypoint() {
        return strings("Entrypoint");
    }

    public List<String> cmd() {
        return strings("Cmd");
    }

    /** Empty if not set: the default shell applies. */
    public List<String> shell() {
        return strings("Shell");
    }

    public List<String> onBuild() {
        return strings("OnBuild");
    }

    /** Empty if not set. */
    public String user() {
        return section().path("User").asText("");
    }

    /** Empty if not set. */
    public String workingDir() {
        return section().path("WorkingDir").asText("");
    }

    public String stopSignal() {
        return section().path("StopSignal").asText("");
    }

    public Map<String, String> labels() {
        return Json.stringMap(section(), "Labels");
    }

    public List<String> exposedPorts() {
        return keys("ExposedPorts");
    }

    public List<String> volumes() {
        return keys("Volumes");
    }

    /** Docker's Healthcheck object, or null if there is none; do not change it. */
    public @Nullable JsonNode healthcheck() {
        JsonNode node = section().path("Healthcheck");
        return node.isObject() ? node : null;
    }

    /** Entries that stay where they are are shared with this config: many stages may add to a long environment. */
    public ImageConfig withEnv(Map<String, String> env) {
        JsonNode before = section().path("Env");
        ArrayNode entries = Json.array(List.of());
        for (Map.Entry<String, String> variable : env.entrySet()) {
            String entry = Json.text(variable.getKey() + "=" + variable.getValue());
            JsonNode known = before.path(entries.size());
            entries.add(known.isTextual() && known.textValue().equals(entry) ? known : TextNode.valueOf(entry));
        }
        return withNonEmpty("Env", entries);
    }

    /** An empty list removes it. */
    public ImageConfig withEntrypoint(List<String> entrypoint) {
        return withStrings("Entrypoint", entrypoint);
    }

    public ImageConfig withCmd(List<String> cmd) {
        return withStrings("Cmd", cmd);
    }

    public ImageConfig withShell(List<String> shell) {
        return withStrings("Shell", shell);
    }

    public ImageConfig withOnBuild(List<String> triggers) {
        return withStrings("OnBuild", triggers);
    }

    public ImageConfig withUser(String user) {
        return withText("User", user);
    }

    public ImageConfig withWorkingDir(String path) {
        return withText("WorkingDir", path);
    }

    public ImageConfig withStopSignal(String signal) {
        return withText("StopSignal", signal);
    }

    public ImageConfig withLabels(Map<String, String> labels) {
        return withNonEmpty("Labels", Json.map(labels));
    }

    public ImageConfig withExposedPorts(Iterable<String> ports) {
        return withNonEmpty("ExposedPorts", keySet(ports));
    }

    public ImageConfig withVolumes(Iterable<String> volumes) {
        return withNonEmpty("Volumes", keySet(volumes));
    }

    /** Docker's Healthcheck object: Test, and durations in nanoseconds; null removes it. */
    public ImageConfig withHealthcheck(@Nullable ObjectNode healthcheck) {
        return withField("Healthcheck", healthcheck == null ? null : healthcheck.deepCopy());
    }

    /** Docker's ArgsEscaped, which BuildKit sets to true with CMD; false removes it. */
    public ImageConfig withArgsEscaped(boolean escaped) {
        ImageConfig without = withField("ArgsEscaped", null);
        return escaped ? without.withField("ArgsEscaped", BooleanNode.TRUE) : without;
    }

    public ImageConfig withAuthor(String author) {
        ObjectNode edited = copy();
        edited.put("author", Json.text(author));
        return new ImageConfig(edited);
    }

    public ImageConfig withPlatform(Platform platform) {
        ObjectNode edited = copy();
        edited.put("architecture", platform.architecture());
        edited.put("os", platform.os());
        edited.remove("variant");
        if (!platform.variant().isEmpty()) {
            edited.put("variant", platform.variant());
        }
        return new ImageConfig(edited);
    }

    /** Drops the base's own creation time, layers and history alone stay. */
    public ImageConfig withoutCreated() {
        ObjectNode edited = copy();
        edited.remove("created");
        return new ImageConfig(edited);
    }

    /** @param instant RFC 3339 */
    public ImageConfig withCreated(String instant) {
        ObjectNode edited = copy();
        edited.put("created", instant);
        return new ImageConfig(edited);
    }

    public ImageConfig withDiffIds(List<Digest> diffIds) {
        ObjectNode edited = copy();
        ObjectNode rootfs = edited.putObject("rootfs");
        rootfs.put("type", "layers");
        ArrayNode ids = rootfs.putArray("diff_ids");
        for (Digest id : diffIds) {
            ids.add(id.toString());
        }
        return new ImageConfig(edited);
    }

    /** Appends our entries, all with this RFC 3339 time, behind the history there is. */
    public ImageConfig withHistoryAppended(List<HistoryEntry> entries, String created) {
        ObjectNode edited = copy();
        ArrayNode history = edited.putArray("history");
        history.addAll(history());
        for (HistoryEntry entry : entries) {
            ObjectNode node = history.addObject();
            node.put("created", created);
            node.put("created_by", Json.text(entry.createdBy()));
            node.put("comment", HistoryEntry.COMMENT);
            if (entry.emptyLayer()) {
                node.put("empty_layer", true);
            }
        }
        return new ImageConfig(edited);
    }

    /** Appends an entry without an instruction for each layer that the history has none for, as images of some builders have it. */
    public ImageConfig withHistoryForEachLayer(String created) {
        int unnamed = diffIds().size();
        for (JsonNode entry : doc.path("history")) {
            if (!entry.path("empty_layer").asBoolean(false)) {
                unnamed--;
            }
        }
        if (unnamed <= 0) {
            return this;
        }
        ObjectNode edited = copy();
        ArrayNode history = edited.putArray("history");
        history.addAll(history());
        for (int i = 0; i < unnamed; i++) {
            history.addObject().put("created", created).put("created_by", "");
        }
        return new ImageConfig(edited);
    }

    private JsonNode section() {
        return doc.path("config");
    }

    private List<String> strings(String field) {
        return Json.strings(section(), field);
    }

    private List<String> keys(String field) {
        List<String> out = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : section().path(field).properties()) {
            out.add(entry.getKey());
        }
        return out;
    }

    private ImageConfig withStrings(String field, List<String> values) {
        return withNonEmpty(field, Json.array(values));
    }

    private ImageConfig withText(String field, String value) {
        return withField(field, value.isEmpty() ? null : TextNode.valueOf(Json.text(value)));
    }

    private static ObjectNode keySet(Iterable<String> keys) {
        ObjectNode out = Json.object();
        for (String key : keys) {
            out.putObject(Json.text(key));
        }
        return out;
    }

    private ImageConfig withNonEmpty(String field, JsonNode value) {
        return withField(field, value.isEmpty() ? null : value);
    }

    /** Sets a field of the section that containers are made by; null removes it. */
    private ImageConfig withField(String field, @Nullable JsonNode value) {
        ObjectNode section = Json.object();
        if (doc.get("config") instanceof ObjectNode before) {
            section.setAll(before);
        }
        if (value == null) {
            section.remove(field);
        } else {
            section.set(field, value);
        }
        ObjectNode edited = copy();
        edited.set("config", section);
        return new ImageConfig(edited);
    }

    /** Shares all fields: a change puts new nodes in, it never alters one that is there. */
    private ObjectNode copy() {
        ObjectNode copy = Json.object();
        copy.setAll(doc);
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageConfig config && config.doc.equals(doc);
    }

    @Override
    public int hashCode() {
        return doc.hashCode();
    }

    @Override
    public String toString() {
        return doc.toString();
    }
}
