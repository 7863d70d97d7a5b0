package dev.drydock.buildkit;

import dev.drydock.image.Descriptor;
import dev.drydock.image.Digest;
import dev.drydock.image.Index;
import dev.drydock.image.Json;
import dev.drydock.image.Manifest;
import dev.drydock.image.MediaTypes;
import dev.drydock.image.Platform;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Archives as BuildKit's OCI exporter writes them, and others. */
final class OciTar {

    private static final byte[] LAYER = "a layer".getBytes(StandardCharsets.UTF_8);

    private final List<String> platforms;
    private final List<TarEntry> instead;
    private boolean attestation;
    private boolean diffIds = true;
    private boolean layers = true;

    private OciTar(List<String> platforms, List<TarEntry> instead) {
        this.platforms = platforms;
        this.instead = instead;
    }

    static OciTar of(String... platforms) {
        return new OciTar(List.of(platforms), List.of());
    }

    /** These entries and no others, their content zeros. */
    static OciTar alone(TarEntry... entries) {
        return new OciTar(List.of(), List.of(entries));
    }

    OciTar withAttestation() {
        attestation = true;
        return this;
    }

    OciTar withoutDiffIds() {
        diffIds = false;
        return this;
    }

    OciTar withoutLayers() {
        layers = false;
        return this;
    }

    byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes)) {
            for (TarEntry entry : instead) {
                tar.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
            }
            if (!platforms.isEmpty()) {
                tar.add(TarEntry.directory("blobs", 0755, 0, 0, Instant.EPOCH));
                for (Map.Entry<String, byte[]> file : files().entrySet()) {
                    var entry = TarEntry.file(file.getKey(), 0444, 0, 0, file.getValue().length, Instant.EPOCH);
                    tar.add(entry, new ByteArrayInputStream(file.getValue()));
                }
            }
        }
        return bytes.toByteArray();
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Descriptor> images = new ArrayList<>();
        Descriptor layer = new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(LAYER), LAYER.length);
        if (layers) {
            put(files, LAYER);
        }
        for (String platform : platforms) {
            byte[] config = config(Platform.parse(platform));
            put(files, config);
            Manifest manifest = Manifest.of(
                    new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
                    List.of(layer),
                    Map.of("made.by", "BuildKit"));
            put(files, manifest.raw());
            images.add(manifest.descriptor().withPlatform(Platform.parse(platform)));
        }
        if (attestation) {
            byte[] statement = "{}".getBytes(StandardCharsets.UTF_8);
            put(files, statement);
            images.add(new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(statement), statement.length)
                    .withAnnotations(Map.of("vnd.docker.reference.type", "attestation-manifest")));
        }
        Descriptor root = images.get(0);
        if (images.size() > 1) {
            Index index = Index.of(images, Map.of());
            put(files, index.raw());
            root = index.descriptor();
        }
        files.put("index.json", Index.of(List.of(root), Map.of()).raw());
        files.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private byte[] config(Platform platform) {
        var doc = Json.object();
        doc.put("architecture", platform.architecture());
        doc.put("os", platform.os());
        var ids = doc.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        if (diffIds) {
            ids.add(Digest.of(LAYER).toString());
        }
        doc.putArray("history").addObject().put("created_by", "COPY a / # buildkit");
        return Json.write(doc);
    }

    private static void put(Map<String, byte[]> files, byte[] blob) {
        files.put("blobs/sha256/" + Digest.of(blob).hex(), blob);
    }
}
