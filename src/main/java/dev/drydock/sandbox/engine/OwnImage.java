package dev.drydock.sandbox.engine;

import dev.drydock.image.Digest;
import dev.drydock.image.Json;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import dev.drydock.java.runtime.BareRuntime;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An image of nothing but a Java runtime, the C library of this machine and the worker, as {@code docker load} reads it. */
record OwnImage(String name, String architecture, BareRuntime runtime, WorkerFiles files) {

    private static final String LAYER = "layer.tar";

    private static final String JAVA = "opt/java";

    /** @param temporary an existing directory, for the layer, whose digest comes before it */
    void write(Path temporary, OutputStream out) throws IOException {
        Path layer = temporary.resolve(LAYER);
        Digest diffId = writeLayer(layer);
        byte[] config = config(diffId);
        String configName = Digest.of(config).hex() + ".json";
        try (var tar = new TarWriter(out)) {
            bytes(tar, configName, config);
            WorkerFiles.file(tar, LAYER, layer);
            var image = Json.object();
            image.put("Config", configName);
            image.set("RepoTags", Json.array(List.of(name)));
            image.set("Layers", Json.array(List.of(LAYER)));
            var manifest = Json.array(List.of());
            manifest.add(image);
            bytes(tar, "manifest.json", Json.write(manifest));
            tar.finish();
        } finally {
            Files.delete(layer);
        }
    }

    private static void bytes(TarWriter tar, String name, byte[] content) throws IOException {
        tar.add(TarEntry.file(name, 0644, 0, 0, content.length, Instant.EPOCH), new ByteArrayInputStream(content));
    }

    private byte[] config(Digest diffId) {
        var process = Json.object();
        process.set("Env", Json.array(List.of("PATH=/" + JAVA + "/bin:/usr/bin:/bin")));
        process.set("Labels", Json.map(Map.of(WorkerImage.LABEL, "1")));
        var root = Json.object();
        root.put("type", "layers");
        root.set("diff_ids", Json.array(List.of(diffId.toString())));
        var config = Json.object();
        config.put("architecture", architecture);
        config.put("os", "linux");
        config.put("created", Instant.EPOCH.toString());
        config.set("config", process);
        config.set("rootfs", root);
        return Json.write(config);
    }

    private Digest writeLayer(Path file) throws IOException {
        MessageDigest digest = Digest.newSha256();
        try (var tar = new TarWriter(
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16))) {
            var directories = new TreeSet<>(List.of("opt", "etc", "tmp", "proc", "sys", "dev", "var", "var/lib"));
            for (String library : runtime.libraries().keySet()) {
                for (int slash = library.indexOf('/', 1); slash > 0; slash = library.indexOf('/', slash + 1)) {
                    directories.add(library.substring(1, slash));
                }
            }
            for (String directory : directories) {
                WorkerFiles.directory(tar, directory);
            }
            for (var library : runtime.libraries().entrySet()) {
                WorkerFiles.file(tar, library.getKey().substring(1), library.getValue());
            }
            WorkerFiles.text(tar, "etc/passwd", "root:x:0:0:root:/:/sbin/nologin\n");
            WorkerFiles.text(tar, "etc/group", "root:x:0:\n");
            WorkerFiles.text(tar, "etc/nsswitch.conf", "hosts: files dns\n");
            WorkerFiles.tree(tar, JAVA, runtime.directory());
            files.addTo(tar);
            tar.finish();
        }
        return Digest.ofSha256(digest.digest());
    }
}
