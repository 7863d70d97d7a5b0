package dev.drydock.sandbox.engine;

import dev.drydock.image.Digest;
import dev.drydock.io.tar.TarEntry;
import dev.drydock.io.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the worker on their way into a container.
 *
 * @param classPath jars, or directories of classes, of this machine
 */
record WorkerFiles(List<Path> classPath) {

    /** Where they are in the container. */
    private static final String PLACE = "drydock/lib/";

    /** The class path inside. */
    String inside() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < classPath.size(); i++) {
            names.add("/" + name(i));
        }
        return String.join(":", names);
    }

    private String name(int index) {
        return PLACE + index + (Files.isDirectory(classPath.get(index)) ? "" : ".jar");
    }

    /** Changes with what is in them, and with nothing else. */
    String key() throws IOException {
        MessageDigest digest = Digest.newSha256();
        try (var tar = new TarWriter(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            addTo(tar);
        }
        return Digest.ofSha256(digest.digest()).hex();
    }

    void addTo(TarWriter tar) throws IOException {
        directory(tar, "drydock");
        directory(tar, "drydock/lib");
        for (int i = 0; i < classPath.size(); i++) {
            tree(tar, name(i), classPath.get(i));
        }
    }

    /** Adds a file, or a directory with all in it, in the order of names. */
    static void tree(TarWriter tar, String name, Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            String below = root.relativize(file).toString().replace('\\', '/');
            String inside = below.isEmpty() ? name : name + "/" + below;
            if (Files.isSymbolicLink(file)) {
                tar.add(TarEntry.symlink(inside, Files.readSymbolicLink(file).toString(), 0, 0, Instant.EPOCH));
            } else if (Files.isDirectory(file)) {
                directory(tar, inside);
            } else {
                file(tar, inside, file);
            }
        }
    }

    /** All may read and execute it; what it can do does not depend on this machine's modes. */
    static void file(TarWriter tar, String name, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            tar.add(TarEntry.file(name, 0755, 0, 0, Files.size(file), Instant.EPOCH), in);
        }
    }

    static void text(TarWriter tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        tar.add(TarEntry.file(name, 0644, 0, 0, bytes.length, Instant.EPOCH), new ByteArrayInputStream(bytes));
    }

    static void directory(TarWriter tar, String name) throws IOException {
        tar.add(TarEntry.directory(name, 0755, 0, 0, Instant.EPOCH));
    }
}
